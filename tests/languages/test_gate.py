"""The publication gate: languages that go together go live together, at one time, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from languages.gate.action import GatePassedByError
from languages.gate.publish import Verdict
from languages.gate.release import recheck_waiting
from languages.models import ApprovedRevision, ApprovedSet, PublicationPolicy, TranslationKind, TranslationState
from languages.recording import record_translation
from languages.state import states_of
from tests.factories import SmallSite, make_standard_page, make_story
from tests.home.building import make_person
from tests.languages.gating import change, fresh, make_drafts, make_live, seen, times, translate
from upkeep.scheduled import run_due


def reasons(verdict: Verdict) -> list[tuple[str, str]]:
    return [(obstacle.code.removeprefix("translation."), obstacle.language) for obstacle in verdict.waits_for]


def test_first_language_waits_and_both_go_live_at_one_time(site_tree: SmallSite) -> None:
    english, welsh = make_drafts(site_tree)
    verdict = english.get_latest_revision().publish()
    assert reasons(verdict) == [("unfinished", "cy")]
    assert seen(english, welsh) == [(False, "Tea"), (False, "Te")]
    assert states_of([english])[english.translation_key]["en"].state == TranslationState.READY
    fresh(welsh).get_latest_revision().publish()
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]
    assert len(times(english, welsh)) == 1
    assert fresh(english).first_published_at == fresh(welsh).first_published_at == fresh(welsh).last_published_at
    assert not ApprovedSet.objects.exists()


def test_translation_that_is_approved_first_waits_for_the_original(site_tree: SmallSite) -> None:
    english, welsh = make_drafts(site_tree)
    assert reasons(welsh.get_latest_revision().publish()) == [("original", "en")]
    assert seen(english, welsh) == [(False, "Tea"), (False, "Te")]
    fresh(english).get_latest_revision().publish()
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_change_to_a_live_page_waits_for_its_translation(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee with milk")
    verdict = revision.publish()
    assert reasons(verdict) == [("stale", "cy")]
    assert (verdict.waits_for[0].words, verdict.waits_for[0].details) == (3, ("Title",))
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]
    translate(welsh, "Coffi", revision).publish()
    assert seen(english, welsh) == [(True, "Coffee with milk"), (True, "Coffi")]
    assert len(times(english, welsh)) == 1


def test_a_finished_translation_still_needs_its_own_approval(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    translate(welsh, "Coffi", revision)
    assert reasons(revision.publish()) == [("unapproved", "cy")]
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_those_who_publish_without_review_publish_every_finished_language(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    translate(welsh, "Coffi", revision)
    revision.publish(user=make_person("administrator"))
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Coffi")]


def test_approved_version_goes_live_though_a_newer_draft_was_begun(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    approved = change(english, "Coffee")
    approved.publish()
    change(english, "Cocoa")
    translate(welsh, "Coffi", approved).publish()
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Coffi")]
    assert fresh(english).has_unpublished_changes


def test_an_unfinished_or_unchecked_translation_never_goes_live(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    revision.publish()
    for said, reason in (({"ready": False}, "unfinished"), ({"kind": TranslationKind.MACHINE_UNCHECKED}, "unchecked")):
        verdict = translate(welsh, f"Coffi {reason}", revision, **said).publish(user=make_person("superuser"))
        assert reasons(verdict) == [(reason, "cy")]
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_words_that_are_still_those_of_the_original_do_not_go_live(site_tree: SmallSite) -> None:
    english = make_standard_page(site_tree.homes["en"], title="Tea", live=False)
    english.save_revision()
    copy = make_standard_page(site_tree.homes["cy"], english, title="Tea", live=False)
    assert reasons(copy.save_revision().publish()) == [("untranslated", "cy")]


def test_correcting_a_translation_does_not_wait_for_a_change_of_the_original(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    change(english, "Coffee").publish()
    change(welsh, "Te bach").publish()
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te bach")]
    assert len(times(english, welsh)) == 1
    assert ApprovedRevision.objects.filter(page=english).exists()


def test_minor_edit_goes_live_at_once_and_gives_both_its_time(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    english.is_minor_edit = True
    english.title = "Tea,"
    english.save_revision().publish()
    assert seen(english, welsh) == [(True, "Tea,"), (True, "Te")]
    assert len(times(english, welsh)) == 1


def test_stories_go_first_in_their_own_language(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["cy"], live=False)
    assert not story.save_revision().publish().is_waiting
    assert fresh(story).live


def test_policy_says_which_languages_wait(site_tree: SmallSite) -> None:
    PublicationPolicy.objects.filter(page_type="home.standardpage").update(languages=[])
    english, _welsh = make_drafts(site_tree)
    english.get_latest_revision().publish()
    assert fresh(english).live


def test_changing_the_policy_lets_go_of_what_waits(site_tree: SmallSite, django_capture_on_commit_callbacks) -> None:
    english, welsh = make_drafts(site_tree)
    english.get_latest_revision().publish()
    PublicationPolicy.objects.filter(page_type="home.standardpage").update(languages=[])
    with django_capture_on_commit_callbacks(execute=True):
        recheck_waiting()
    assert seen(english, welsh) == [(True, "Tea"), (False, "Te")]


def test_language_that_is_switched_off_holds_nothing_up(
    site_tree: SmallSite, django_capture_on_commit_callbacks
) -> None:
    english, welsh = make_live(site_tree)
    change(english, "Coffee").publish()
    with django_capture_on_commit_callbacks(execute=True):
        site_tree.homes["cy"].unpublish()
    assert fresh(site_tree.homes["en"]).live, "Switching one language off leaves the others alone."
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Te")], (
        "What waited for it went live, and nothing was lost."
    )


def test_failure_of_one_language_publishes_none(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    revision.publish()
    broken = translate(welsh, "Coffi", revision)
    broken.content["summary"] = ""
    broken.save()
    with pytest.raises(ValidationError):
        broken.publish()
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_page_that_is_not_whole_is_refused_and_does_not_wait(site_tree: SmallSite) -> None:
    english, _welsh = make_live(site_tree)
    broken = change(english, "Coffee")
    broken.content["summary"] = ""
    broken.save()
    with pytest.raises(ValidationError):
        broken.publish()
    assert not ApprovedSet.objects.exists()


def test_fault_of_another_language_is_told_and_waits(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    broken = translate(welsh, "Coffi", revision)
    broken.content["summary"] = ""
    broken.save()
    verdict = revision.publish(user=make_person("administrator"))
    assert reasons(verdict) == [("invalid", "cy")]
    assert verdict.waits_for[0].details
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_publication_past_the_gate_stops_with_a_mistake(site_tree: SmallSite) -> None:
    english, _welsh = make_drafts(site_tree)
    with pytest.raises(GatePassedByError):
        PublishPageRevisionAction(english.get_latest_revision()).execute(skip_permission_checks=True)


def due_without_translation(tree: SmallSite) -> tuple[Any, Any]:
    """Return a pair of pages, the English with a change whose date has come."""
    english, welsh = make_live(tree)
    page = fresh(english)
    page.title, page.go_live_at = "Coffee", timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    return english, welsh


def by_our_own_runner() -> list[str]:
    return [outcome.event for outcome in run_due(timezone.now())]


def by_wagtails_command() -> list[str]:
    call_command("publish_scheduled", stdout=StringIO())
    return ["waiting"]


@pytest.mark.parametrize("run", [by_our_own_runner, by_wagtails_command])
def test_every_schedule_passes_the_gate(site_tree: SmallSite, run: Callable[[], list[str]]) -> None:
    english, welsh = due_without_translation(site_tree)
    assert run() == ["waiting"]
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]
    assert ApprovedRevision.objects.filter(page=english).exists()
    assert by_our_own_runner() == [], "It is asked once."


def test_schedule_that_falls_due_while_a_translation_is_missing_waits(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    page = fresh(english)
    page.title, page.go_live_at = "Coffee", timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    assert not revision.publish().is_waiting
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    assert revision.publish().is_waiting
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None, "The schedule has done its part."
    translate(welsh, "Coffi", revision).publish()
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Coffi")]


def test_translation_for_later_holds_the_original(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    page = fresh(welsh)
    page.title, page.go_live_at = "Coffi", timezone.now() + timedelta(hours=1)
    page.save_revision()
    record_translation(welsh, source_revision=revision, ready=True)
    assert reasons(revision.publish(user=make_person("administrator"))) == [("scheduled", "cy")]
