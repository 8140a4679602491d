"""Another email address for an account: a code goes to the new one, and once it is typed in a line goes to the old one.

What waits for its code lies in the person's session, so no link holds an address. Whether the new address is somebody else's
already is told to that address alone.
"""

from __future__ import annotations

import re
import time
from typing import Final

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.attempts import digest_of
from accounts.models import User
from languages.email_parts import post_letter_to

SESSION_KEY: Final = "new_address"
SECONDS: Final = 15 * 60
TRIES: Final = 3


def ask_for(request: HttpRequest, address: str) -> None:
    """Send a code to `address` and wait for it; an address that belongs to somebody gets another letter, and no code fits."""
    person: User = request.user  # type: ignore[assignment]  # views ask for somebody signed in
    code = get_adapter().generate_login_code()
    is_free = not User.objects.filter(email=address).exists()
    counted = digest_of("new address", _figures(code)) if is_free else ""
    with transaction.atomic():
        request.session[SESSION_KEY] = {"address": address, "code": counted, "until": time.time() + SECONDS, "tries": 0}
        post_letter_to(
            address,
            person.language,
            template="new_address" if is_free else "address_taken",
            subject=_("Your new address at /together"),
            context={"code": code},
            about="a new address",
        )


def waiting_address(request: HttpRequest) -> str:
    """Return the address that waits for its code; '' where none does, or no more."""
    pending = request.session.get(SESSION_KEY)
    return str(pending["address"]) if pending and pending["until"] > time.time() and pending["tries"] < TRIES else ""


def confirm(request: HttpRequest, code: str) -> bool:
    """Change the address if `code` is the one that was sent, and say whether it is. The third wrong one ends the wait."""
    address = waiting_address(request)
    if not address:
        return False
    pending = request.session[SESSION_KEY]
    if not constant_time_compare(pending["code"], digest_of("new address", _figures(code))):
        request.session[SESSION_KEY] = {**pending, "tries": pending["tries"] + 1}
        return False
    del request.session[SESSION_KEY]
    return _move(request.user.pk or 0, address)


def _figures(code: str) -> str:
    """Return the figures of a code: people type it with the dash, without it, or with spaces."""
    return re.sub(r"\D", "", code)


@transaction.atomic
def _move(key: int, address: str) -> bool:
    """Store the address, unless somebody else took it meanwhile; tell the one that was used until now."""
    person = User.objects.select_for_update().get(pk=key)
    if User.objects.filter(email=address).exclude(pk=key).exists():
        return False
    before, person.email = person.email, address
    person.save(update_fields=["email"])
    if before:
        post_letter_to(
            before,
            person.language,
            template="address_changed",
            subject=_("You have a new address at /together"),
            context={},
            about="a new address",
        )
    return True
