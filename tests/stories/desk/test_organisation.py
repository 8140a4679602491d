"""The profile and the pledge of an organisation: changed at the desk, accepted by editors."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from partners.approval import approve
from partners.models import Application, PartnerPage
from stories.models import KeptForm
from tests.factories import SmallSite, make_partner_page
from tests.stories.desk.building import Desk

pytestmark = pytest.mark.django_db


def profile_path(desk: Desk) -> str:
    return f"/en/desk/{desk.organisation.key}/profile/"


def sent(page: PartnerPage, **more: Any) -> dict[str, Any]:
    seen = PartnerPage.objects.get(pk=page.pk).latest_revision_id or ""
    return {
        "summary": "We mend.",
        "text": "## Us\n\nForty menders.",
        "visit": "",
        "contact_email": "",
        "seen": seen,
        **more,
    }


def test_changes_to_the_profile_wait_behind_the_live_one(desk: Desk, site_tree: SmallSite) -> None:
    page = make_partner_page(site_tree.directories["en"], desk.organisation, summary="As it was.")
    response = desk.client.post(profile_path(desk), sent(page))
    stored = PartnerPage.objects.get(pk=page.pk)
    assert response.status_code == 303
    assert (stored.summary, stored.live, stored.workflow_in_progress) == ("As it was.", True, True)
    assert stored.get_latest_revision_as_object().body[0].value["text"] == "Us"
    assert "You cannot edit the profile just now" in desk.client.get(profile_path(desk)).content.decode()


def test_a_profile_needs_a_sentence(desk: Desk, site_tree: SmallSite) -> None:
    page = make_partner_page(site_tree.directories["en"], desk.organisation)
    response = desk.client.post(profile_path(desk), sent(page, summary="", text="Kept words"))
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()


def test_a_profile_that_changed_meanwhile_is_not_overwritten(desk: Desk, site_tree: SmallSite) -> None:
    page = make_partner_page(site_tree.directories["en"], desk.organisation)
    form = sent(page)
    page.summary = "An editor's words."
    page.save_revision()
    response = desk.client.post(profile_path(desk), form)
    assert response.status_code == 409
    assert "An editor&#x27;s words." in response.content.decode()
    assert "We mend." in response.content.decode()


def test_an_organisation_without_profile_is_told_so(desk: Desk) -> None:
    assert "An editor makes it" in desk.client.get(profile_path(desk)).content.decode()


def test_a_new_pledge_is_accepted_by_an_editor(desk: Desk, admin_user: Any) -> None:
    path = f"/en/desk/{desk.organisation.key}/pledge/"
    desk.client.post(path, {"promise": "Open on Mondays"})
    desk.client.post(path, {"promise": "Open on Tuesdays", "due": "2099-01-31"})
    (application,) = Application.objects.waiting()
    assert not desk.organisation.pledges.exists()
    approve(application, admin_user)
    (pledge,) = desk.organisation.pledges.all()
    assert (pledge.text, str(pledge.due)) == ("Open on Tuesdays", "2099-01-31")


@pytest.mark.parametrize("promise", ["", "word " * 41])
def test_a_pledge_says_something_short(desk: Desk, promise: str) -> None:
    response = desk.client.post(f"/en/desk/{desk.organisation.key}/pledge/", {"promise": promise})
    assert response.status_code == 422
    assert not Application.objects.exists()


def seal_in(html: str) -> str:
    """Return the signed word of a form that was shown to its writer."""
    found = re.search(r'name="seal" value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("rest", "typed"),
    [
        ("profile/", {"summary": "Forty menders.", "text": "Every Saturday.", "visit": "", "contact_email": ""}),
        ("pledge/", {"promise": "Open on Tuesdays"}),
    ],
)
def test_words_typed_as_the_session_ended_are_there_after_signing_in(
    desk: Desk, site_tree: SmallSite, rest: str, typed: dict[str, str]
) -> None:
    make_partner_page(site_tree.directories["en"], desk.organisation)
    path = f"/en/desk/{desk.organisation.key}/{rest}"
    seal = seal_in(desk.client.get(path).content.decode())
    response = Client().post(path, {**typed, "seal": seal})
    assert response.status_code == 303
    back = parse_qs(urlsplit(response.url).query)["next"][0]
    shown = desk.client.get(back).content.decode()
    assert "Here is what you had typed." in shown
    assert all(words in shown for words in typed.values())
    assert desk.client.post(back, {**typed, "seal": seal, "seen": seen_in(shown)}).status_code == 303
    assert not KeptForm.objects.exists()


def seen_in(html: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', html)
    return found[1] if found else ""


def test_somebody_who_is_no_member_any_more_gets_the_profile_back(desk: Desk, site_tree: SmallSite) -> None:
    page = make_partner_page(site_tree.directories["en"], desk.organisation)
    desk.organisation.memberships.all().delete()
    response = desk.client.post(profile_path(desk), sent(page, summary="Forty menders.", visit="Saturdays at ten"))
    assert response.status_code == 404
    assert "Forty menders." in response.content.decode()
    assert "Saturdays at ten" in response.content.decode()
