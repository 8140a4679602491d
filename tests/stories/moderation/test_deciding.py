"""Deciding: each decision is Wagtail's, done once, by those who may, and never about one's own edit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from home.models.workflow import OwnEditError
from languages.gate.obstacles import NotReadyError
from stories.desk.sending import pull_back
from stories.desk.submission_status import State, status_of
from stories.models import PeopleStatement, SubmissionNote
from stories.moderation import deciding
from stories.moderation.deciding import ChangedError, DecidedError, NothingAskedError, Outcome, Seen
from tests.factories import make_strand
from tests.stories.desk.building import Desk
from tests.stories.moderation.building import Moderation, fresh, make_editor, seen, sent_story

pytestmark = pytest.mark.django_db


def test_approval_publishes_and_is_in_the_history(desk: Desk) -> None:
    submission, moderator = sent_story(desk), make_editor()
    assert deciding.approve(submission, moderator, seen(submission)) is Outcome.LIVE
    assert status_of(fresh(submission)).state == State.PUBLISHED
    entries = PageLogEntry.objects.filter(page=submission.page_id, user=moderator)
    assert {"wagtail.workflow.approve", "wagtail.publish"} <= set(entries.values_list("action", flat=True))


def test_asking_for_changes_keeps_notes_and_hands_the_story_back(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.ask_for_changes(submission, make_editor(), seen(submission), {"title": "Shorter, please.", "": "Lovely."})
    assert status_of(fresh(submission)).state == State.CHANGES
    assert list(SubmissionNote.objects.open().values_list("field", "text")) == [
        ("", "Lovely."),
        ("title", "Shorter, please."),
    ]
    assert TaskState.objects.get().status == TaskState.STATUS_REJECTED


def test_asking_for_changes_without_a_word_changes_nothing(desk: Desk) -> None:
    submission = sent_story(desk)
    with pytest.raises(NothingAskedError):
        deciding.ask_for_changes(submission, make_editor(), seen(submission), {"title": ""})
    assert status_of(fresh(submission)).state == State.WITH_EDITORS


def test_schedule_keeps_the_writers_version_and_goes_live_later(desk: Desk) -> None:
    submission, at = sent_story(desk), timezone.now() + timedelta(days=2)
    assert deciding.approve(submission, make_editor(), seen(submission), at=at) is Outcome.SCHEDULED
    stands = status_of(fresh(submission))
    assert (stands.state, stands.goes_live) == (State.WITH_EDITORS, at)
    assert fresh(submission).page.latest_revision.user == desk.person


def test_strand_chosen_by_editors_goes_live_with_the_story(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.approve(submission, make_editor(), seen(submission), strand=make_strand("talk"))
    found = fresh(submission)
    assert (found.page.strand.slug, found.strand_left_to_editors) == ("talk", False)


def test_decline_ends_the_review_and_lets_the_writer_see_why(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.decline(submission, make_editor(), seen(submission), "Not this time.")
    found = fresh(submission)
    assert status_of(found).state == State.DECLINED
    assert found.notes.get().text == "Not this time."
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED


def test_second_decision_is_told_who_decided(desk: Desk) -> None:
    submission, first, second = sent_story(desk), make_editor(name="First"), make_editor(name="Second")
    before = seen(submission)
    deciding.approve(submission, first, before)
    for decide in (
        lambda: deciding.approve(submission, second, before),
        lambda: deciding.ask_for_changes(submission, second, before, {"": "No."}),
        lambda: deciding.decline(submission, second, before, "No."),
    ):
        with pytest.raises(DecidedError) as refusal:
            decide()
        assert refusal.value.state is not None
        assert refusal.value.state.finished_by == first
    assert not fresh(submission).notes.exists()


def test_decision_about_a_story_that_was_pulled_back_changes_nothing(desk: Desk) -> None:
    submission = sent_story(desk)
    before = seen(submission)
    pull_back(submission, desk.person)
    with pytest.raises(DecidedError):
        deciding.approve(submission, make_editor(), before)
    assert status_of(fresh(submission)).state == State.DRAFT


def test_decision_about_an_older_version_changes_nothing(desk: Desk) -> None:
    submission = sent_story(desk)
    before = seen(submission)
    submission.story().save_revision(user=make_editor(name="Other"), clean=False)
    with pytest.raises(ChangedError):
        deciding.approve(submission, make_editor(), before)


def test_own_last_edit_is_approved_by_somebody_else(desk: Desk) -> None:
    submission, moderator = sent_story(desk), make_editor()
    story = submission.story()
    story.title = "The moderator's own words"
    story.save_revision(user=moderator, clean=False)
    with pytest.raises(OwnEditError):
        deciding.approve(submission, moderator, seen(submission))
    assert deciding.approve(submission, make_editor(name="Other"), seen(submission)) is Outcome.LIVE


@pytest.mark.parametrize(("role", "may"), [("editor", False), ("moderator", True), ("administrator", True)])
def test_deciding_is_for_the_groups_of_the_review(role: str, may: bool, desk: Desk) -> None:
    submission, person = sent_story(desk), make_editor(role)
    if may:
        deciding.ask_for_changes(submission, person, seen(submission), {"": "Please."})
        return
    for decide in (
        lambda: deciding.ask_for_changes(submission, person, seen(submission), {"": "Please."}),
        lambda: deciding.approve(submission, person, seen(submission)),
        lambda: deciding.decline(submission, person, seen(submission), "No."),
    ):
        with pytest.raises(PermissionDenied):
            decide()


def test_a_member_may_decide_nothing(desk: Desk) -> None:
    submission = sent_story(desk)
    with pytest.raises(PermissionDenied):
        deciding.decline(submission, desk.person, seen(submission), "Mine.")


def test_approval_without_consent_is_refused_whole(desk: Desk) -> None:
    submission = sent_story(desk)
    PeopleStatement.objects.all().delete()
    with pytest.raises(NotReadyError):
        deciding.approve(submission, make_editor(), seen(submission), notes={"title": "Good."})
    assert status_of(fresh(submission)).state == State.WITH_EDITORS
    assert not SubmissionNote.objects.exists()


def test_declined_changes_leave_the_live_story(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.approve(submission, make_editor(), seen(submission))
    changed = fresh(submission)
    from stories.desk.saving import change
    from stories.desk.sending import send

    change(changed, desk.person, lambda now: now.with_values({"title": "Another title"}))
    send(fresh(submission), desk.person)
    deciding.decline(fresh(submission), make_editor(name="Other"), seen(submission), "Not this.")
    found = fresh(submission)
    assert (found.page.live, found.page.title, found.declined) == (True, "Soup for the night shift", None)


def test_taking_down_reaches_every_language_once(desk: Desk) -> None:
    submission, moderator = sent_story(desk), make_editor()
    deciding.approve(submission, moderator, seen(submission))
    assert deciding.take_down(fresh(submission), moderator)
    assert status_of(fresh(submission)).state == State.TAKEN_DOWN
    assert not deciding.take_down(fresh(submission), moderator)


def test_page_says_who_decided_and_keeps_what_was_typed(desk: Desk) -> None:
    submission, slow = sent_story(desk), Moderation(make_editor(name="Slow"))
    stale = {"task": seen(submission).task, "revision": seen(submission).revision}
    deciding.approve(submission, make_editor(name="Quick"), Seen(**stale))
    response = slow.client.post(
        f"/admin/moderation/{submission.pk}/", {**stale, "do": "changes", "note-title": "My words"}
    )
    assert response.status_code == 409
    assert "Quick has approved this story already" in response.content.decode()
    assert "My words" in response.content.decode()
