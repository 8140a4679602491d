"""The queue and the review as pages: who may open them, what they show, and how many questions they ask the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from stories.desk.saving import change
from stories.desk.sending import send
from stories.models import Submission
from stories.moderation import deciding
from stories.moderation.handling import assign
from stories.moderation.queue import queue, rows
from stories.moderation.story_differences import corrections
from stories.permissions import may_moderate, may_read_public_stories
from tests.factories import make_organisation, make_strand
from tests.home.building import ROLES, make_person
from tests.stories.desk.building import Desk
from tests.stories.moderation.building import Moderation, fresh, make_editor, seen, sent_story

pytestmark = pytest.mark.django_db

Counter = Callable[..., object]


@pytest.mark.parametrize(("role", "may"), [(role, role != "translator") for role in ROLES])
def test_queue_is_for_those_who_edit(role: str, may: bool, db: None) -> None:
    if role == "translator":
        from languages.locales import forget_locales
        from tests.factories import make_locale

        make_locale("cy")
        forget_locales()
    person = make_person(role)
    assert may_moderate(person) is may
    assert may_read_public_stories(person) is may


def test_queue_is_nothing_for_members(desk: Desk) -> None:
    submission = sent_story(desk)
    for path in ("", f"{submission.pk}/", f"{submission.pk}/preview/", f"{submission.pk}/decline/"):
        assert desk.client.get(f"/admin/moderation/{path}").status_code in (302, 403)


def test_queue_is_oldest_first_and_holds_what_waits(desk: Desk) -> None:
    person = make_editor()
    first, second = sent_story(desk, title="First"), sent_story(desk, title="Second")
    desk.story(title="Draft")
    Submission.objects.filter(pk=second.pk).update(sent=timezone.now() - timedelta(days=9))
    assert [row.title for row in rows(queue({}, person))] == ["Second", "First"]
    assert [row.is_late for row in rows(queue({}, person))] == [True, False]
    deciding.ask_for_changes(first, person, seen(first), {"": "Please."})
    assert [row.title for row in rows(queue({}, person))] == ["Second"]
    assert [row.title for row in rows(queue({"state": "changes"}, person))] == ["First"]


def test_filters_pick_by_partner_language_strand_and_hand(desk: Desk) -> None:
    person = make_editor()
    other = Desk(make_organisation(main_strand=make_strand()), "Ash")
    mine = sent_story(desk, title="Mine", strand="talk", language="cy") if make_strand("talk") else None
    sent_story(other, title="Other")
    assert mine is not None
    assign(mine, person)
    for chosen in (
        {"organisation": desk.organisation},
        {"language": "cy"},
        {"strand": make_strand("talk")},
        {"hand": "mine"},
    ):
        assert [row.title for row in rows(queue(chosen, person))] == ["Mine"], chosen
    assert [row.title for row in rows(queue({"hand": "nobody"}, person))] == ["Other"]


def test_queue_asks_as_much_for_many_as_for_one(desk: Desk, django_assert_num_queries: Counter) -> None:
    moderation = Moderation()
    moderation.client.get("/admin/moderation/")
    sent_story(desk)
    counts = []
    for _round in range(2):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as asked:
            moderation.client.get("/admin/moderation/")
        counts.append(len(asked))
        for number in range(4):
            sent_story(desk, title=f"Story {number}")
    assert counts[0] == counts[1]
    assert counts[1] <= 32


def test_empty_queue_says_so(site_tree: object) -> None:
    page = Moderation().client.get("/admin/moderation/").content.decode()
    assert "Nothing waits for an editor." in page


def test_review_shows_what_is_new_since_last_time(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.ask_for_changes(submission, make_editor(), seen(submission), {"title": "Say where."})
    change(fresh(submission), desk.person, lambda now: now.with_values({"title": "Soup for the whole night shift"}))
    send(fresh(submission), desk.person)
    page = Moderation(make_editor(name="Other")).get(submission).content.decode()
    assert "<ins>whole </ins>" in page
    assert "Say where." in page


def test_correction_by_an_editor_is_seen_by_the_member(desk: Desk) -> None:
    submission = sent_story(desk)
    story = submission.story()
    story.title = "Soup for the night bus"
    story.save_revision(user=make_editor(), clean=False)
    (found,) = corrections(fresh(submission))
    assert [part.text for part in found.words if part.kind == "new"] == ["bus"]
    page = desk.client.get(f"/en/desk/{desk.organisation.key}/stories/{submission.pk}/corrections/").content.decode()
    assert "<ins>bus</ins>" in page


def test_approving_leads_on_to_the_next_in_the_queue(desk: Desk) -> None:
    first, second = sent_story(desk), sent_story(desk, title="Second")
    response = Moderation().decide(first, "approve")
    assert (response.status_code, response["Location"]) == (303, f"/admin/moderation/{second.pk}/")


def test_schedule_in_the_past_is_refused_with_what_was_typed(desk: Desk) -> None:
    submission = sent_story(desk)
    response = Moderation().decide(submission, "schedule", at="2020-01-01T10:00", **{"note-title": "My words"})
    assert response.status_code == 422
    assert "Choose a time to come" in response.content.decode()
    assert "My words" in response.content.decode()


def test_editor_outside_the_review_reads_and_decides_nothing(desk: Desk) -> None:
    submission, editor = sent_story(desk), Moderation(make_editor("editor"))
    page = editor.get(submission).content.decode()
    assert 'value="approve"' not in page
    assert editor.decide(submission, "approve").status_code in (302, 403)
    assert fresh(submission).page.live is False


def test_script_in_any_field_stays_text(desk: Desk) -> None:
    payload = "<img src=x onerror=alert(1)>"
    submission = sent_story(desk, title=f"A {payload}", locality=payload[:80], people=payload)
    page = Moderation().get(submission).content.decode()
    assert payload not in page
    queue_page = Moderation(make_editor(name="Other")).client.get("/admin/moderation/").content.decode()
    assert payload not in queue_page


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    assert Client().get("/admin/moderation/").status_code == 302
    assert User.objects.count() == 0


def test_no_empty_field_keeps_the_browser_from_sending_a_decision(desk: Desk) -> None:
    """The date stands folded away in the same form: were it required, no button would do anything."""
    page = Moderation().get(sent_story(desk)).content.decode()
    assert 'name="at"' in page
    assert " required" not in page.partition('id="mo-form"')[2].partition("</form>")[0]
