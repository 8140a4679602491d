"""How often somebody may try to sign in: ten times in fifteen minutes for one account, ten failures from one network.

SAFETY asks that the eleventh attempt in fifteen minutes is refused. They are counted in the database, so that it holds across processes
without any other service. Every attempt is written down first and counted afterwards, each statement committed by itself: of any
number at once, the last to be stored sees all the others, and no more than ten find ten or fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Attempt
from delivery.networks import client_network
from delivery.rate_limits import RateLimit

WINDOW: Final = timedelta(minutes=15)
ATTEMPTS: Final = 10


def digest_of(kind: str, value: str) -> str:
    """Return what an attempt is counted under: it cannot be turned back into an address or a network."""
    return salted_hmac("accounts.attempts", f"{kind}:{value.strip().casefold()}", algorithm="sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class AttemptCounter:
    """Counts `Attempt` rows; one that is refused is not counted, so that a refusal lasts no longer than the window."""

    def add(self, limit: RateLimit, key: str) -> int:
        """Write one attempt down, and return how many there are; what no longer counts is deleted."""
        Attempt.objects.filter(at__lte=timezone.now() - WINDOW).delete()
        counted = digest_of(limit.name, key)
        attempt = Attempt.objects.create(counted=counted)
        number = Attempt.objects.filter(counted=counted).count()
        if number > limit.count:
            attempt.delete()
        return number


_COUNTER: Final = AttemptCounter()
FOR_ONE_ACCOUNT: Final = RateLimit("account", ATTEMPTS, WINDOW, _COUNTER)
FAILURES_OF_ONE_NETWORK: Final = RateLimit("failures", ATTEMPTS, WINDOW, _COUNTER)
PASSKEYS_OF_ONE_NETWORK: Final = RateLimit("passkeys", 3 * ATTEMPTS, WINDOW, _COUNTER)
LETTERS_TO_ONE_NETWORK: Final = RateLimit("letters", 30, WINDOW, _COUNTER)
"""Codes asked for from one network: a whole hall of volunteers may sign in, a program may not write to strangers through us."""


def is_spent(limit: RateLimit, key: str) -> bool:
    """Say whether there have been as many attempts lately as there may be, without counting one."""
    since = timezone.now() - limit.window
    return Attempt.objects.filter(counted=digest_of(limit.name, key), at__gt=since).count() >= limit.count


def forget_attempts(account: str) -> None:
    """Forget the attempts of somebody who got in."""
    Attempt.objects.filter(counted=digest_of(FOR_ONE_ACCOUNT.name, account)).delete()


def admit_attempt(request: HttpRequest, account: str) -> bool:
    """Count an attempt to get into `account` (an address, a user name); False when it, or the network, has had too many."""
    return not is_spent(FAILURES_OF_ONE_NETWORK, client_network(request)) and FOR_ONE_ACCOUNT.admits(account)


def count_failure(request: HttpRequest) -> None:
    """Count a wrong password or code against the network it came from."""
    FAILURES_OF_ONE_NETWORK.admits(client_network(request))
