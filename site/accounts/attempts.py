"""How often somebody may try to sign in: ten times in fifteen minutes for one account, ten failures from one network.

SAFETY asks that the eleventh attempt in fifteen minutes is refused. They are counted in the database, so that it holds across processes
without any other service. Every attempt is written down first and counted afterwards, each statement committed by itself: of any
number at once, the last to be stored sees all the others, and no more than ten find ten or fewer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Attempt
from delivery.networks import client_network

WINDOW: Final = timedelta(minutes=15)
ATTEMPTS: Final = 10
LETTERS_TO_ONE_NETWORK: Final = 30
"""Codes asked for from one network: a whole hall of volunteers may sign in, a program may not write to strangers through us."""


def digest_of(kind: str, value: str) -> str:
    """Return what an attempt is counted under: it cannot be turned back into an address or a network."""
    return salted_hmac("accounts.attempts", f"{kind}:{value.strip().casefold()}", algorithm="sha256").hexdigest()


def admit(kind: str, value: str, most: int = ATTEMPTS) -> bool:
    """Count one attempt; return False, and count it not, when there have been `most` already."""
    forget_old()
    counted = digest_of(kind, value)
    attempt = Attempt.objects.create(counted=counted)
    if Attempt.objects.filter(counted=counted).count() <= most:
        return True
    attempt.delete()
    return False


def is_spent(kind: str, value: str, most: int = ATTEMPTS) -> bool:
    """Say whether there have been `most` attempts lately, without counting one."""
    since = timezone.now() - WINDOW
    return Attempt.objects.filter(counted=digest_of(kind, value), at__gt=since).count() >= most


def forget(kind: str, value: str) -> None:
    """Forget the attempts of somebody who got in."""
    Attempt.objects.filter(counted=digest_of(kind, value)).delete()


def forget_old() -> None:
    """Delete what no longer counts."""
    Attempt.objects.filter(at__lte=timezone.now() - WINDOW).delete()


def admit_attempt(request: HttpRequest, account: str) -> bool:
    """Count an attempt to get into `account` (an address, a user name); False when it, or the network, has had too many."""
    return not is_spent("failures", client_network(request)) and admit("account", account)


def count_failure(request: HttpRequest) -> None:
    """Count a wrong password or code against the network it came from."""
    admit("failures", client_network(request))
