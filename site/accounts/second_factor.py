"""The second step of whoever may enter the admin: a code from an app, or a passkey.

Nothing but the session itself counts as proof. However somebody came by a session, without a second step in it they get no further
than the page that asks for one, or has them set one up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from compat.allauth import authentication_records, note_authentication
from delivery.origin import SAFE_METHODS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

ADMIN: Final = "/admin/"
OPEN: Final = ("/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite/")
"""What somebody needs on the way in or out, and what says nothing of the site."""


def may_enter_admin(person: User | AnonymousUser) -> bool:
    """Say whether `person` may enter the admin at all."""
    return person.is_authenticated and person.has_perm("wagtailadmin.access_admin")


def has_taken_second_step(request: HttpRequest) -> bool:
    """Say whether a code of an app, a recovery code or a passkey was shown in this session."""
    return any(record.get("method") == "mfa" for record in authentication_records(request))


def note_second_step(request: HttpRequest, kind: str) -> None:
    """Note that the person who just set up a second step of a `kind` ("totp", "webauthn") has shown that it works."""
    note_authentication(request, "mfa", type=kind)


def second_steps_of(person: User | AnonymousUser) -> set[str]:
    """Return the kinds of second step a person has set up: "totp", "webauthn"; recovery codes are none by themselves."""
    kinds = Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True)
    return set(kinds) - {Authenticator.Type.RECOVERY_CODES}


def is_second_step_missing(request: HttpRequest) -> bool:
    """Say whether the person who asks still owes a second step before they see the admin."""
    return settings.REQUIRE_SECOND_FACTOR and may_enter_admin(request.user) and not has_taken_second_step(request)


class SecondFactorMiddleware:
    """Leads whoever may enter the admin, but has not taken the second step, to it; refuses what they would change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the way to the second step where one is owed. Raises `PermissionDenied` for anything but reading."""
        is_guarded = request.path.startswith(ADMIN) and not request.path.startswith(OPEN)
        if is_guarded and is_second_step_missing(request):
            if request.method not in SAFE_METHODS:
                raise PermissionDenied
            return HttpResponseRedirect(_way_to_second_step(request))
        return self.get_response(request)


def _way_to_second_step(request: HttpRequest) -> str:
    kinds = second_steps_of(request.user)
    name = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn" if kinds else "mfa_index"
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"
