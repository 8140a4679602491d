"""Telling us a story without an account."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from stories.models import PublicStory, StoryPage, Submission
from stories.moderation.passing import DealtWithError, MayNotPassError, decline, pass_on, take_up
from tests.factories import SmallSite, make_organisation, make_strand
from tests.stories.desk.building import make_member
from tests.stories.moderation.building import letters_to, make_editor
from upkeep.outbox.worker import carry_out_due

pytestmark = pytest.mark.django_db

TOLD = {
    "text": "We put our chairs out on the pavement.\n\nNobody went in.",
    "region": "wales",
    "people": "me",
    "email": "teller@people.example",
    "may_pass": "on",
    "agreed": "on",
    "leave_empty": "",
}


def tell(language: str = "en", **more: Any) -> Any:
    """Send the form."""
    return Client().post(f"/{language}/tell-us/", {**TOLD, **more})


def told(**more: Any) -> PublicStory:
    """Send the form and return what was stored."""
    assert tell(**more).status_code == 303
    return PublicStory.objects.get()


def deliver() -> None:
    for _round in range(3):
        list(carry_out_due())


def test_story_is_stored_once_and_answered_in_the_readers_language(site_tree: SmallSite) -> None:
    first, second = tell("cy"), tell("cy")
    assert first["Location"] == second["Location"] == "/cy/tell-us/?done=sent"
    story = PublicStory.objects.get()
    deliver()
    (letter,) = mail.outbox
    assert letter.extra_headers["Content-Language"] == "cy"
    assert f"/cy/tell-us/take-back/{story.token}/" in letter.body
    assert "chairs" not in letter.body


@pytest.mark.parametrize("name", ["text", "region", "people", "email", "agreed"])
def test_what_is_missing_is_said_and_the_rest_kept(name: str, site_tree: SmallSite) -> None:
    fields = {field: value for field, value in TOLD.items() if field != name}
    response = Client().post("/en/tell-us/", fields)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'id="errors"' in page
    assert name == "text" or "chairs out on the pavement" in page
    assert not PublicStory.objects.exists()


def test_honeypot_flood_and_other_sites_are_turned_away(site_tree: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)  # all within one minute, however slow the machine
    assert tell(leave_empty="http://spam.example").status_code == 422
    assert Client().post("/en/tell-us/", TOLD, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    answers = [tell(text=f"Story number {number}", email=f"p{number}@people.example") for number in range(30)]
    assert PublicStory.objects.count() == 5  # from one network
    assert {answer.status_code for answer in answers} == {303, 422}
    assert "Wait a minute" in answers[-1].content.decode()
    assert "Story number 29" in answers[-1].content.decode()


def test_form_sets_no_cookie_and_may_be_kept(site_tree: SmallSite) -> None:
    response = Client().get("/en/tell-us/")
    assert (response.status_code, len(response.cookies)) == (200, 0)
    assert "no-store" not in response.get("Cache-Control", "")


def test_passing_makes_a_draft_of_the_partner_and_tells_both(site_tree: SmallSite) -> None:
    organisation = make_organisation(main_strand=make_strand())
    owner, editor = make_member(organisation, "Owner", "owner"), make_editor("editor")
    story = told()
    submission = pass_on(story, organisation, editor)
    deliver()
    assert submission.story().plain_text().split()[:3] == ["We", "put", "our"]
    assert "teller@people.example" in submission.notes.get().text
    assert len(letters_to(owner)) == 1
    assert any(letter.to == ["teller@people.example"] and "partner" in letter.subject for letter in mail.outbox)
    with pytest.raises(DealtWithError):
        decline(story, editor)


def test_story_is_not_passed_without_leave(site_tree: SmallSite) -> None:
    story = told(may_pass="")
    with pytest.raises(MayNotPassError):
        pass_on(story, make_organisation(main_strand=make_strand()), make_editor("editor"))
    assert not Submission.objects.exists()


def test_taking_up_makes_a_draft_that_is_not_live(site_tree: SmallSite) -> None:
    make_strand()
    page = take_up(told(), make_editor("editor"))
    assert (page.live, StoryPage.objects.get(pk=page.pk).region) == (False, "wales")


def test_link_takes_the_story_back_with_all_that_was_made_of_it(site_tree: SmallSite) -> None:
    make_strand()
    story = told()
    take_up(story, make_editor("editor"))
    address = f"/en/tell-us/take-back/{story.token}/"
    assert Client().get(address).status_code == 200
    assert Client().post(address)["Location"].endswith("?done=1")
    deliver()
    assert not PublicStory.objects.exists()
    assert not StoryPage.objects.exists()
    assert Client().get(address).status_code == 404


def test_declined_story_is_forgotten_after_its_time(site_tree: SmallSite, settings: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from stories.moderation.public_story_retention import forget_told

    story = told()
    decline(story, make_editor("editor"))
    forget_told({})
    assert PublicStory.objects.exists()
    PublicStory.objects.update(handled_at=timezone.now() - timedelta(days=settings.DECLINED_DAYS + 1))
    forget_told({})
    assert not PublicStory.objects.exists()
