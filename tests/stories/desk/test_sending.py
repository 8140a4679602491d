"""Sending: what is missing is said, dangers are asked about, and a story is with the editors entirely or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Page, Revision, WorkflowState

from stories.consent.consent_obstacles import consent_obstacles
from stories.consent.consent_records import Place, appear
from stories.desk.answers import keep_replies
from stories.desk.saving import LockedError
from stories.desk.sending import pull_back, send
from stories.desk.submission_status import State, SubmissionStatus, status_of
from stories.models import PeopleStatement, StoryPage, Submission, SubmissionNote
from tests.factories import SmallSite, make_story
from tests.stories.desk.building import COMPLETE, Desk, address, photo, values_of
from tests.stories.people import make_person

pytestmark = pytest.mark.django_db


def fresh(submission: Submission) -> Submission:
    """Return a submission as it is stored."""
    return Submission.objects.select_related("page").get(pk=submission.pk)


def ask_for_changes(submission: Submission, field: str = "text") -> SubmissionNote:
    """Have an editor ask for changes, with a note on a part."""
    state = fresh(submission).page.current_workflow_state
    state.current_task_state.specific.reject(comment="Please look again.")
    note = SubmissionNote(submission=submission, field=field, text="Who started it?", is_from_editor=True)
    note.save()
    return note


def test_a_complete_story_reaches_the_editors(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    response = desk.post(submission, action="send")
    page = fresh(submission).page
    assert response["Location"] == f"/en/desk/{desk.organisation.key}/?sent={submission.pk}"
    assert status_of(fresh(submission)).state == State.WITH_EDITORS
    assert (page.title, page.slug, page.live) == ("Soup for the night shift", "soup-for-the-night-shift", False)
    assert page.current_workflow_state.requested_by == desk.person
    assert fresh(submission).sent is not None
    assert "Sent." in desk.client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("answer", ["adults", "under_18", "not_identified"])
def test_who_is_listed_is_told_to_the_gate(desk: Desk, answer: str) -> None:
    """The writer has answered in the form: editors are not asked the same question again."""
    submission = desk.story(**{**COMPLETE, "people_answer": answer})
    appear(make_person(), submission.page.translation_key, [Place(None)])
    desk.post(submission, action="send")
    assert {obstacle.code for obstacle in consent_obstacles(submission.page)} >= {"consent.missing"}
    assert PeopleStatement.objects.get().answer == PeopleStatement.Answer.LISTED


def test_a_picture_that_came_after_the_answer_is_asked_about_again(desk: Desk) -> None:
    submission = desk.story(**{**COMPLETE, "people_answer": "adults"})
    appear(make_person(), submission.page.translation_key, [Place(None)])
    desk.post(submission, action="send")
    pull_back(fresh(submission), desk.person)
    desk.post(submission, files=[photo()], action="upload")
    (key,) = values_of(submission)["pictures"]
    desk.post(submission, action="send", **{f"alt-{key}": "A pan"})
    assert "consent.new-picture" in {obstacle.code for obstacle in consent_obstacles(fresh(submission).story())}


def test_what_is_missing_is_said_and_what_was_typed_is_saved(desk: Desk) -> None:
    submission = desk.story()
    response = desk.post(submission, action="send", locality="Northbeck", region="")
    page = response.content.decode()
    assert response.status_code == 422
    assert "There are 4 things to fix" in page
    for field, message in (("id_title", "Give your story a title"), ("id_people_answer_0", "Tell us who can be")):
        assert f'<a href="#{field}">{message}' in page
    assert "<title>Error:" in page
    assert values_of(submission)["locality"] == "Northbeck"


def test_a_picture_has_to_be_described(desk: Desk) -> None:
    from tests.stories.desk.building import photo

    submission = desk.story(**COMPLETE)
    desk.post(submission, files=[photo()])
    (key,) = values_of(submission)["pictures"]
    response = desk.post(submission, action="send")
    assert f'<a href="#id_alt-{key}">Describe your picture' in response.content.decode()
    assert desk.post(submission, action="send", **{f"alt-{key}": "A pan of soup"}).status_code == 303


def test_dangers_are_asked_about_and_the_answer_is_kept(desk: Desk) -> None:
    submission = desk.story(**COMPLETE | {"text": "Ring the kitchen on 07700 900123."})
    response = desk.post(submission, action="send")
    page = response.content.decode()
    assert response.status_code == 422
    assert "07700 900123" in page
    assert status_of(fresh(submission)).state == State.DRAFT
    key = page.split('name="stands-')[1].split('"')[0]
    desk.post(submission, action="send", **{f"stands-{key}": "1", f"why-{key}": "It is the office."})
    assert status_of(fresh(submission)).state == State.WITH_EDITORS
    assert fresh(submission).warnings_answered == {
        key: {"kind": "phone", "words": "07700 900123", "answer": "It is the office."}
    }


def test_a_danger_taken_out_asks_nothing(desk: Desk) -> None:
    submission = desk.story(**COMPLETE | {"text": "Ring the kitchen on 07700 900123."})
    assert desk.post(submission, action="send", text="Ring the kitchen.").status_code == 303


def test_a_double_click_sends_once(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    values = values_of(submission)
    desk.post(submission, values, action="send")
    assert desk.post(submission, values, action="send").status_code == 303
    assert WorkflowState.objects.count() == 1


def test_two_stories_of_one_title_have_two_addresses(desk: Desk) -> None:
    first, second = desk.story(**COMPLETE), desk.story(**COMPLETE)
    send(first, desk.person)
    send(second, desk.person)
    assert fresh(first).page.slug != fresh(second).page.slug


def test_what_was_sent_is_a_revision_of_its_own(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    send(submission, desk.person)
    reviewed = fresh(submission).page.current_workflow_state.current_task_state.revision_id
    ask_for_changes(submission)
    desk.post(submission, text="Other words, of course.")
    assert Revision.objects.get(pk=reviewed).content["summary"] != values_of(submission)["text"]
    assert fresh(submission).page.latest_revision_id != reviewed


def test_a_story_is_taken_back_and_sent_again(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    send(submission, desk.person)
    assert "Take your story back?" in desk.get(submission, "pull-back/").content.decode()
    desk.client.post(address(submission, "pull-back/"))
    assert status_of(fresh(submission)).state == State.DRAFT
    send(fresh(submission), desk.person)
    assert status_of(fresh(submission)).state == State.WITH_EDITORS


def test_changes_asked_for_are_answered_made_and_sent_back(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    send(submission, desk.person)
    note = ask_for_changes(submission)
    listed = desk.client.get(f"/en/desk/{desk.organisation.key}/").content.decode()
    shown = desk.get(submission).content.decode()
    assert "One story needs you" in listed
    assert "Who started it?" in shown
    desk.post(submission, action="reply", **{"reply-text": "Viktor did."})
    note.refresh_from_db()
    assert note.answered_at is not None
    assert SubmissionNote.objects.get(is_from_editor=False).text == "Viktor did."
    desk.post(submission, text="Viktor started it.", action="send")
    assert status_of(fresh(submission)).state == State.WITH_EDITORS
    assert WorkflowState.objects.count() == 1, "the same review goes on"


def test_a_reply_clicked_twice_is_said_once(desk: Desk) -> None:
    from django.http import QueryDict

    submission = desk.story(**COMPLETE)
    for _click in range(2):
        keep_replies(submission, desk.person, QueryDict("reply-title=Thanks"))
    assert SubmissionNote.objects.count() == 1


def test_an_approved_story_is_live_with_its_words(desk: Desk, admin_user: Any) -> None:
    submission = desk.story(**COMPLETE)
    send(submission, desk.person)
    state = fresh(submission).page.current_workflow_state
    state.current_task_state.task.specific.on_action(state.current_task_state, admin_user, "approve")
    page = fresh(submission).page
    assert (page.live, page.title, page.organisation) == (True, "Soup for the night shift", desk.organisation)
    assert page.summary.startswith("Every Thursday at three")
    assert status_of(fresh(submission)) == SubmissionStatus(State.PUBLISHED)


def test_changes_to_a_live_story_are_given_up(desk: Desk, site_tree: SmallSite) -> None:
    page = make_story(site_tree.stories["en"], title="Soup")
    page.save_revision().publish()
    submission = Submission.objects.create(page=StoryPage.objects.get(pk=page.pk), organisation=desk.organisation)
    desk.post(submission, title="Another")
    assert status_of(fresh(submission)).behind == State.DRAFT
    desk.client.post(address(submission, "give-up/"))
    assert status_of(fresh(submission)) == SubmissionStatus(State.PUBLISHED)
    assert values_of(submission)["title"] == "Soup"


def test_taking_down_is_asked_for_once(desk: Desk, site_tree: SmallSite) -> None:
    page = make_story(site_tree.stories["en"], title="Soup")
    submission = Submission.objects.create(page=page, organisation=desk.organisation)
    desk.client.post(address(submission, "take-down/"), {"why": "She moved away."})
    asked = fresh(submission).taking_down_asked
    desk.client.post(address(submission, "take-down/"), {"why": "Again."})
    assert (fresh(submission).taking_down_asked, fresh(submission).taking_down_reason) == (asked, "She moved away.")


def test_deleting_is_confirmed_and_takes_the_pictures(desk: Desk) -> None:
    from home.models import Picture
    from tests.stories.desk.building import photo

    submission = desk.story(**COMPLETE)
    desk.post(submission, files=[photo()])
    assert "Delete this story?" in desk.get(submission, "delete/").content.decode()
    assert Submission.objects.exists(), "asking deletes nothing"
    response = desk.client.post(address(submission, "delete/"))
    assert response["Location"] == f"/en/desk/{desk.organisation.key}/?deleted=1"
    assert not StoryPage.objects.exists()
    assert not Picture.objects.exists()


def test_what_is_with_editors_cannot_be_deleted(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    send(submission, desk.person)
    desk.client.post(address(submission, "delete/"))
    assert Submission.objects.filter(pk=submission.pk).exists()


def test_pulling_back_what_nobody_has_is_refused(desk: Desk) -> None:
    with pytest.raises(LockedError):
        pull_back(desk.story(**COMPLETE), desk.person)


class Killed(BaseException):
    """The process is gone: nothing catches it."""


def killed_at(write: int) -> Callable[..., Any]:
    """Return a wrapper of the database that dies at the given write, counted from 0, and stays dead but for going back."""
    seen = [0]

    def execute(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.split(None, 1)[0]
        seen[0] += verb in ("INSERT", "UPDATE", "DELETE")
        if seen[0] > write and verb not in ("SAVEPOINT", "RELEASE", "ROLLBACK"):
            raise Killed
        return run(sql, params, many, context)

    return execute


def _state(submission: Submission) -> tuple[Any, ...]:
    """Return everything that sending changes."""
    now = fresh(submission)
    page = Page.objects.get(pk=now.page_id)
    notes = list(now.notes.values_list("answered_at", flat=True))
    flows = list(WorkflowState.objects.values_list("status", flat=True))
    return (values_of(submission), now.version, now.sent, page.title, page.slug, page.latest_revision_id, notes, flows)


@pytest.mark.parametrize("is_again", [False, True])
def test_killed_before_any_write_nothing_is_half_sent(desk: Desk, is_again: bool) -> None:
    submission = desk.story(**COMPLETE)
    if is_again:
        send(submission, desk.person)
        ask_for_changes(submission)
    before, write = _state(submission), 0
    while True:
        try:
            with connection.execute_wrapper(killed_at(write)):
                send(submission, desk.person)
            break
        except Killed:
            assert _state(submission) == before
            write += 1
    assert write > 5
    assert status_of(fresh(submission)).state == State.WITH_EDITORS
