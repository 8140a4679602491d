"""The door of the desk: members of the organisation get in, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from partners.desk_access import member_required
from partners.models import Membership, Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@member_required
def desk(request: HttpRequest, membership: Membership, word: str = "") -> HttpResponse:
    """A view of the desk that says whose it is."""
    return HttpResponse(f"{membership.organisation.key} {word}")


def make_member(organisation: Organisation, **values: Any) -> Membership:
    user = User.objects.create_user(f"member-of-{organisation.key}")
    return Membership.objects.create(organisation=organisation, user=user, **values)


def ask(user: User | AnonymousUser, organisation: Organisation, method: str = "get", **headers: str) -> HttpResponse:
    request = getattr(RequestFactory(), method)(f"/en/desk/{organisation.key}/?a=1&b=2", headers=headers)
    request.user = user
    request.session = SessionStore()
    return desk(request, key=organisation.key, word="here")


def test_member_gets_in() -> None:
    member = make_member(make_organisation(key="ours"))
    response = ask(member.user, member.organisation)
    assert response.content == b"ours here"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"


def test_stranger_is_sent_to_sign_in_and_back() -> None:
    response = ask(AnonymousUser(), make_organisation(key="ours"))
    assert response.status_code == 302
    assert response["Location"] == "/en/sign-in/?next=%2Fen%2Fdesk%2Fours%2F%3Fa%3D1%26b%3D2"
    assert response["Cache-Control"] == "no-store, private"


def test_member_of_another_organisation_finds_nothing() -> None:
    other = make_member(make_organisation())
    with pytest.raises(Http404):
        ask(other.user, make_organisation(key="ours"))


def test_administrator_is_no_member() -> None:
    with pytest.raises(Http404):
        ask(User.objects.create_superuser("admin"), make_organisation())


@pytest.mark.parametrize(
    ("standing", "open_"), [("active", True), ("paused", True), ("applied", True), ("left", False)]
)
def test_desk_of_an_organisation_that_left_is_closed(standing: str, open_: bool) -> None:
    member = make_member(make_organisation(standing=standing))
    assert ask(member.user, member.organisation).status_code == (200 if open_ else 403)


def test_inactive_person_is_turned_away() -> None:
    member = make_member(make_organisation())
    member.user.is_active = False
    with pytest.raises(Http404):
        ask(member.user, member.organisation)


def test_post_from_another_site_is_refused() -> None:
    member = make_member(make_organisation())
    with pytest.raises(PermissionDenied):
        ask(member.user, member.organisation, "post", **{"Sec-Fetch-Site": "cross-site"})
    assert ask(member.user, member.organisation, "post", **{"Sec-Fetch-Site": "same-origin"}).status_code == 200
