"""The team of an organisation: inviting, joining, roles, leaving, and what stays when somebody goes."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from partners.approval import approve
from partners.models import Application, Invitation, Membership, Organisation
from partners.team.inviting import invite
from partners.team.membership_changes import TeamError, change_role, hand_over, leave, remove
from partners.team_log import lines_about
from tests.accounts.letters import last_letter
from tests.factories import SmallSite, make_organisation
from tests.partners.team import CONTRIBUTOR, OWNER, add_member, browser_of

pytestmark = pytest.mark.django_db


def test_contributor_sees_the_team_and_changes_nothing(ours: Organisation, owner: Membership) -> None:
    contributor = add_member(ours, "mair")
    client = browser_of(contributor)
    page = client.get("/en/desk/ours/team/").content.decode()
    assert "nia@example.org" in page
    assert "Invite somebody" not in page
    assert client.post("/en/desk/ours/team/", {"email": "x@example.org", "role": OWNER}).status_code == 403
    for action in ("remove", "contributor", "hand_over"):
        assert client.post(f"/en/desk/ours/team/{owner.pk}/", {"action": action}).status_code == 403
    owner.refresh_from_db()
    assert owner.is_owner


def test_member_of_another_organisation_finds_nothing(ours: Organisation, owner: Membership) -> None:
    foreign = add_member(make_organisation(key="theirs"), "mair", OWNER)
    client = browser_of(foreign)
    invitation = invite(ours, "new@example.org", CONTRIBUTOR, "", owner.user)
    for path in ("team/", "team/leave/", f"team/{owner.pk}/", f"team/invitations/{invitation.pk}/"):
        assert client.get(f"/en/desk/ours/{path}").status_code in (404, 405), path
        assert client.post(f"/en/desk/ours/{path}").status_code == 404, path
    assert client.post(f"/en/desk/theirs/team/{owner.pk}/", {"action": "remove"}).status_code == 404
    assert client.post(f"/en/desk/theirs/team/invitations/{invitation.pk}/", {"action": "withdraw"}).status_code == 404


def test_last_owner_stays(ours: Organisation, owner: Membership) -> None:
    editor = User.objects.create_superuser("editor")
    with pytest.raises(TeamError):
        leave(owner)
    with pytest.raises(TeamError):
        remove(owner, editor)
    with pytest.raises(TeamError):
        change_role(owner, CONTRIBUTOR, editor)
    page = browser_of(owner).post("/en/desk/ours/team/leave/")
    assert page.status_code == 422
    assert "needs an owner" in page.content.decode()
    second = add_member(ours, "mair", OWNER)
    leave(owner)
    assert Membership.objects.get() == second


def test_owner_hands_over(ours: Organisation, owner: Membership) -> None:
    other = add_member(ours, "mair")
    answer = browser_of(owner).post(f"/en/desk/ours/team/{other.pk}/", {"action": "hand_over"})
    assert answer.url.endswith("?done=handed-over")
    assert [one.user.username for one in Membership.objects.at(ours)] == ["mair", "nia"]
    with pytest.raises(PermissionDenied):
        hand_over(Membership.objects.get(user=owner.user), other)


def test_what_happens_is_written_down(ours: Organisation, owner: Membership) -> None:
    other = add_member(ours, "mair", first_name="Mair Enghraifft")
    invite(ours, "new@example.org", CONTRIBUTOR, "", owner.user)
    change_role(other, OWNER, owner.user)
    remove(other, owner.user)
    said = [line.sentence for line in lines_about(ours)]
    assert said == ["Removed Mair Enghraifft", "Made Mair Enghraifft an owner", "Invited new@example.org"]
    assert {line.actor for line in lines_about(ours)} == {"nia@example.org"}
    assert "Removed Mair Enghraifft" in browser_of(owner).get("/en/desk/ours/team/").content.decode()


def test_removed_member_is_told_and_keeps_what_they_typed(ours: Organisation, owner: Membership) -> None:
    other = add_member(ours, "mair")
    client = browser_of(other)
    remove(other, owner.user)
    words = "We met on the bench by the old chapel, and nobody wanted to go home."
    page = client.post("/en/desk/ours/team/", {"email": words})
    assert page.status_code == 403
    assert "You are no longer a member" in page.content.decode()
    assert words in page.content.decode()


def test_desk_of_an_organisation_that_left_says_so(ours: Organisation, owner: Membership) -> None:
    Organisation.objects.update(standing="left")
    page = browser_of(owner).get("/en/desk/ours/team/")
    assert page.status_code == 403
    assert "has left /together" in page.content.decode()


def test_post_after_the_session_ended_loses_nothing(ours: Organisation) -> None:
    page = Client().post("/en/desk/ours/team/", {"email": "<b>words</b>", "role": OWNER})
    assert page.status_code == 401
    assert '<input type="hidden" name="email" value="&lt;b&gt;words&lt;/b&gt;">' in page.content.decode()


def test_visit_is_noted_once_an_hour(ours: Organisation, owner: Membership) -> None:
    client = browser_of(owner)
    client.get("/en/desk/ours/team/")
    first = Membership.objects.get().last_seen
    client.get("/en/desk/ours/team/")
    assert first is not None
    assert Membership.objects.get().last_seen == first


def test_approval_invites_the_owner(site_tree: SmallSite) -> None:
    application = Application.objects.create(
        kind="group",
        name="A Choir",
        region="wales",
        promise="Sing",
        email="sing@example.org",
        language="cy",
        state="confirmed",
    )
    approve(application, User.objects.create_superuser("editor"))
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.language) == ("sing@example.org", OWNER, "cy")
    assert "/cy/desk/invitation/" in last_letter().body


def test_editor_looks_after_a_team_in_the_admin(ours: Organisation, owner: Membership) -> None:
    editor = User.objects.create_user("editor", "editor@example.org")
    editor.groups.add(Group.objects.get(name="Comms editors"))
    client = Client()
    client.force_login(editor)
    path = f"/admin/snippets/partners/organisation/team/{ours.pk}/"
    assert "nia@example.org" in client.get(path).content.decode()
    assert path in client.get(f"/admin/snippets/partners/organisation/edit/{ours.pk}/").content.decode()
    form = {"action": "invite", "email": "new@example.org", "role": OWNER, "language": "cy"}
    assert client.post(path, form).status_code == 302
    assert client.post(path, form | {"email": "nia@example.org"}).status_code == 422
    assert last_letter().to == ["new@example.org"]
    other = add_member(ours, "mair")
    for action in ("owner", "contributor", "remove"):
        assert client.post(path, {"action": f"{action} {other.pk}"}).status_code == 302
    client.post(path, {"action": f"remove {owner.pk}"})
    assert Membership.objects.get() == owner, "the last owner stays"
    client.post(path, {"action": f"withdraw {Invitation.objects.get().pk}"})
    assert not Invitation.objects.open().exists()
    assert client.post(path, {"action": "remove \u00b2"}).status_code == 404
