"""Insides of django-allauth 65: steps of signing in, which it calls `internal` and offers no public names for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login

if TYPE_CHECKING:
    from allauth.account.forms import RequestLoginCodeForm
    from django.contrib.auth.models import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

Record = dict[str, object]


def authentication_records(request: HttpRequest) -> list[Record]:
    """Return how the person who asks has proved who they are in this session: `method`, `at` in seconds, and more."""
    return list(get_authentication_records(request, request.user))


def note_authentication(request: HttpRequest, method: str, **more: str) -> None:
    """Note that the person who asks has proved who they are by a `method`, as the library's own steps do."""
    record_authentication(request, request.user, method, **more)


def sign_in(request: HttpRequest, person: AbstractBaseUser, *, address: str, email: str) -> HttpResponse:
    """Sign a person in whom a link in a letter to `email` has identified; return what leads them to `address`.

    A second step of theirs is asked for on the way.
    """
    record_authentication(request, person, method="code", email=email)
    return perform_login(request, Login(user=person, redirect_url=address, email=email))


def person_found_by(form: RequestLoginCodeForm) -> AbstractBaseUser | None:
    """Return whom the address in a valid form belongs to; the library answers all addresses alike and tells nobody."""
    return form._user


class RestartMixin:
    """Whoever opens the first page again wants to begin again: the library would lead them on to the step they left."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        clear_login(request)
