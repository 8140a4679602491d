"""What is past its time goes, what is not stays, and doing it twice does no harm."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoCaptureOnCommitCallbacks

from partners.models import Application
from stories.consent.consent_records import Said, record
from stories.consent.retention import carry_out
from stories.models import Concern, Handling, Person, StoryPage, Submission
from tests.factories import SmallSite, make_organisation, make_story
from tests.home.building import make_person as make_editor
from tests.stories.people import YES, make_person, put_into
from upkeep.models import Effect


@pytest.fixture(autouse=True)
def ledger(settings: LazySettings, tmp_path: Path) -> None:
    """A ledger of our own."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def draft(site: SmallSite, **values: object) -> Submission:
    story = make_story(site.stories["en"], live=False)
    return Submission.objects.create(page=story, organisation=make_organisation(), **values)


@pytest.mark.parametrize(
    ("values", "reminded", "gone"),
    [
        ({"changed": days_ago(61)}, days_ago(31), True),
        ({"changed": days_ago(61)}, days_ago(29), False),
        ({"changed": days_ago(900)}, None, False),  # nothing goes that nobody was reminded of
        ({"changed": days_ago(40)}, days_ago(50), False),  # somebody came back to it after the reminder
        ({"changed": days_ago(61), "sent": days_ago(61)}, days_ago(31), False),
        ({"declined": days_ago(91), "sent": days_ago(95)}, None, True),
        ({"declined": days_ago(89), "sent": days_ago(95)}, None, False),
    ],
)
def test_drafts_and_declined_stories_have_their_time(
    site_tree: SmallSite,
    values: dict[str, object],
    reminded: datetime | None,
    gone: bool,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    submission = draft(site_tree, **values)
    Handling.objects.create(submission=submission, reminded_of_draft=reminded)
    with django_capture_on_commit_callbacks(execute=True):
        carry_out(timezone.now())
    assert StoryPage.objects.exists() is not gone
    assert carry_out(timezone.now()) == {}


def test_published_story_is_never_past_its_time(site_tree: SmallSite) -> None:
    submission = draft(site_tree, changed=days_ago(900))
    StoryPage.objects.filter(pk=submission.page_id).update(first_published_at=days_ago(900))
    assert carry_out(timezone.now()) == {}


def test_person_whose_story_is_gone_is_forgotten(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    put_into(story, make_person(created_at=days_ago(2)))
    kept = make_person("Kept", created_at=days_ago(2))
    put_into(make_story(site_tree.stories["en"]), kept)
    story.delete()
    assert carry_out(timezone.now()) == {"person": 1}
    assert list(Person.objects.all()) == [kept]


@pytest.mark.parametrize(
    ("state", "days", "gone"),
    [("declined", 91, True), ("declined", 89, False), ("saved", 31, True), ("confirmed", 900, False)],
)
def test_applications_have_their_time(db: None, state: str, days: int, gone: bool) -> None:
    made = Application.objects.create(email="a@example.org", language="en", state=state)
    Application.objects.filter(pk=made.pk).update(created=days_ago(days))
    carry_out(timezone.now())
    assert Application.objects.exists() is not gone


def test_closed_concern_is_forgotten_after_a_year(db: None) -> None:
    values = {"story_key": "00000000-0000-4000-8000-000000000000", "text": "x", "language": "en", "state": "closed"}
    Concern.objects.create(**values, fingerprint="1", closed_at=days_ago(366))
    Concern.objects.create(**values, fingerprint="2", closed_at=days_ago(364))
    assert carry_out(timezone.now()) == {"concern": 1}


def test_consent_is_asked_for_again_once(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    person = make_person(email="person@example.org")
    put_into(story, person, agreed=False)
    record(person, story.translation_key, Said(YES, given_at=days_ago(710)))
    assert carry_out(timezone.now()) == {"renew": 1}
    assert Effect.objects.filter(kind="mail").count() == 1
    assert carry_out(timezone.now()) == {}


def test_dry_run_tells_and_does_nothing(site_tree: SmallSite) -> None:
    submission = draft(site_tree, changed=days_ago(61))
    Handling.objects.create(submission=submission, reminded_of_draft=days_ago(31))
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert out.getvalue().startswith("draft ")
    assert StoryPage.objects.exists()


@pytest.mark.parametrize(("given", "filtered"), [(10, ""), (710, "soon"), (731, "over")])
def test_moderators_see_whose_consent_ends(site_tree: SmallSite, client: Client, given: int, filtered: str) -> None:
    """Consent is for two years; those who cannot be written to have to be found."""
    story = make_story(site_tree.stories["en"])
    put_into(story, person := make_person("Bronwen Sampl"), agreed=False)
    record(person, story.translation_key, Said(YES, given_at=days_ago(given)))
    client.force_login(make_editor("moderator"))
    address = reverse("wagtailsnippets_stories_person:list")
    assert date_format(timezone.localdate(days_ago(given - 730))) in client.get(address).content.decode()
    shown = {
        value: "Bronwen Sampl" in client.get(address, {"consent": value, "ordering": "consent_ends"}).content.decode()
        for value in ("", "soon", "over")
    }
    assert shown == {"": True, "soon": filtered == "soon", "over": filtered == "over"}
    StoryPage.objects.update(live=False)
    assert "Bronwen Sampl" not in client.get(address, {"consent": filtered or "soon"}).content.decode()
