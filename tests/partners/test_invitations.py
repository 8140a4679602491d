"""Invitations to a team: sent, taken, sent again, over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from partners.models import Invitation, Membership, Organisation
from partners.team.inviting import OPEN_AT_ONCE, invite, send_again
from partners.team.membership_changes import TeamError
from tests.accounts.letters import last_letter, letters
from tests.factories import make_organisation
from tests.partners.team import CONTRIBUTOR, OWNER, add_member, browser_of

pytestmark = pytest.mark.django_db


def path_in(letter: Any) -> str:
    link = next(word for word in str(letter.body).split() if word.startswith("http"))
    assert link.startswith("http://testserver/")
    return link.removeprefix("http://testserver")


def test_colleague_is_invited_and_joins(ours: Organisation, owner: Membership) -> None:
    answer = browser_of(owner).post(
        "/en/desk/ours/team/", {"email": "Siân@example.org", "role": CONTRIBUTOR, "language": "cy"}
    )
    assert answer.status_code == 422, "an address with a letter no mail server takes is put right"
    form = {"email": "Sian@Example.org", "role": CONTRIBUTOR, "language": "cy"}
    answer = browser_of(owner).post("/en/desk/ours/team/", form, headers={"Host": "127.0.0.1"})
    assert answer.url == "/en/desk/ours/team/?done=invited"
    letter = last_letter()
    assert letter.to == ["sian@example.org"]
    assert letter.extra_headers["Content-Language"] == "cy"
    path = path_in(letter)
    assert path.startswith("/cy/")
    stranger = Client()
    page = stranger.get(path)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert not User.objects.filter(email="sian@example.org").exists(), "looking changes nothing"
    answer = stranger.post(path)
    assert answer.url == "/cy/desk/ours/"
    membership = Membership.objects.get(user__email="sian@example.org")
    assert (membership.role, membership.user.language) == (CONTRIBUTOR, "cy")
    assert not membership.user.has_usable_password()
    assert stranger.get("/cy/desk/ours/team/").status_code == 200
    assert stranger.get(path).status_code == 410
    assert Client().post(path).status_code == 410, "a link lets one person in, once"


def test_person_with_an_account_joins_with_it(ours: Organisation, owner: Membership) -> None:
    other = add_member(make_organisation(), "mair")
    invite(ours, "MAIR@example.org", OWNER, "", owner.user)
    client = Client()
    client.post(path_in(last_letter()))
    assert Membership.objects.filter(user=other.user).count() == 2
    choices = client.get("/en/desk/").content.decode()
    assert "Our Example" in choices
    assert other.organisation.name in choices


def test_invitation_goes_on_with_the_invited_address(ours: Organisation, owner: Membership) -> None:
    invite(ours, "new@example.org", CONTRIBUTOR, "en", owner.user)
    somebody_else = browser_of(owner)
    path = path_in(last_letter())
    assert "new@example.org" in somebody_else.get(path).content.decode()
    somebody_else.post(path)
    assert somebody_else.session["_auth_user_id"] == str(User.objects.get(email="new@example.org").pk)


@pytest.mark.parametrize("what", ["expired", "withdrawn", "left", "closed"])
def test_invitation_that_is_over(ours: Organisation, owner: Membership, what: str) -> None:
    invitation = invite(ours, "new@example.org", CONTRIBUTOR, "en", owner.user)
    path = path_in(last_letter())
    if what == "expired":
        Invitation.objects.update(sent=timezone.now() - timedelta(days=14, minutes=1))
    elif what == "withdrawn":
        browser_of(owner).post(f"/en/desk/ours/team/invitations/{invitation.pk}/", {"action": "withdraw"})
    elif what == "left":
        Organisation.objects.update(standing="left")
    else:
        User.objects.create_user("new", "new@example.org", is_active=False)
    assert Client().post(path).status_code == 410
    assert Membership.objects.count() == 1


def test_inviting_again_sends_the_same_invitation_again(ours: Organisation, owner: Membership) -> None:
    invitation = invite(ours, "new@example.org", CONTRIBUTOR, "en", owner.user)
    with pytest.raises(TeamError):
        send_again(invitation, owner.user)
    Invitation.objects.update(sent=timezone.now() - timedelta(minutes=11))
    invite(ours, "new@example.org", OWNER, "cy", owner.user)
    assert Invitation.objects.get().role == OWNER
    assert len(letters()) == 2


def test_invitations_have_an_end(ours: Organisation, owner: Membership) -> None:
    for number in range(OPEN_AT_ONCE):
        invite(ours, f"new{number}@example.org", CONTRIBUTOR, "", owner.user)
    with pytest.raises(TeamError):
        invite(ours, "one-more@example.org", CONTRIBUTOR, "", owner.user)


def test_member_is_not_invited_twice(ours: Organisation, owner: Membership) -> None:
    page = browser_of(owner).post("/cy/desk/ours/team/", {"email": "nia@example.org", "role": OWNER})
    assert page.status_code == 422
    assert "nia@example.org" in page.content.decode()
    assert not letters()
