"""A process killed anywhere in a withdrawal or a hiding leaves the whole story or none of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from wagtail.models import Page

from stories.consent.concerns import hide, report
from stories.consent.withdrawing import withdraw
from stories.models import StoryPage, Withdrawal
from tests.factories import SmallSite, build_site, make_story
from tests.faults.killing import kill_before_its_writes
from tests.stories.people import make_person, put_into

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.usefixtures("refilled")]


@pytest.fixture(autouse=True)
def ledger(settings: LazySettings, tmp_path: Path) -> Path:
    """A ledger of our own; what is posted stays where it is."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    settings.OUTBOX_INLINE = False
    settings.OUTBOX_IN_PROCESS = False
    return settings.ERASURE_LEDGER


def in_two_languages(site: SmallSite) -> StoryPage:
    story = make_story(site.stories["en"])
    make_story(site.stories["cy"], story)
    return story


def test_withdrawing_and_hiding_killed_anywhere_are_whole_or_nothing(ledger: Path) -> None:
    """One test for both: a test with transactions of its own leaves no page for the next to build on."""
    site = build_site("en", "cy")
    hidden, story = in_two_languages(site), in_two_languages(site)
    concern = report(hidden, text="A child", email="", language="en", network="")
    assert kill_before_its_writes(lambda: hide(concern)) > 3
    assert set(StoryPage.objects.live().values_list("translation_key", flat=True)) == {story.translation_key}
    put_into(story, person := make_person())
    writes = kill_before_its_writes(lambda: withdraw(story.translation_key, by="person", person=person))
    assert writes > 10
    assert not StoryPage.objects.live().exists()
    assert Withdrawal.objects.count() == 1
    assert len(ledger.read_bytes().splitlines()) == 1
    assert not Page.find_problems()[0]
