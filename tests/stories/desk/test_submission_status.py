"""How a story stands, and what it costs to say so of many."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import WorkflowState

from stories.desk.sending import send
from stories.desk.submission_status import State, SubmissionStatus, latest_workflows, status_from
from stories.models import StoryPage
from tests.stories.desk.building import COMPLETE, Desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "status", "expected"),
    [
        ({"live": False}, None, SubmissionStatus(State.DRAFT)),
        ({"live": False}, "in_progress", SubmissionStatus(State.WITH_EDITORS)),
        ({"live": False}, "needs_changes", SubmissionStatus(State.CHANGES)),
        ({"live": False}, "cancelled", SubmissionStatus(State.DRAFT)),
        ({"live": False}, "approved", SubmissionStatus(State.TRANSLATING)),
        ({"live": True}, "approved", SubmissionStatus(State.PUBLISHED)),
        ({"live": True, "has_unpublished_changes": True}, "approved", SubmissionStatus(State.PUBLISHED, State.DRAFT)),
        (
            {"live": True, "has_unpublished_changes": True},
            "in_progress",
            SubmissionStatus(State.PUBLISHED, State.WITH_EDITORS),
        ),
        ({"live": False, "first_published_at": "2026-11-01T00:00Z"}, "approved", SubmissionStatus(State.TAKEN_DOWN)),
    ],
)
def test_how_a_story_stands(page: dict[str, Any], status: str | None, expected: SubmissionStatus) -> None:
    workflow = WorkflowState(status=status) if status else None
    assert status_from(StoryPage(**page), workflow) == expected


def test_a_story_that_was_declined() -> None:
    assert status_from(StoryPage(live=False), None, is_declined=True) == SubmissionStatus(State.DECLINED)


def test_workflows_of_a_list_cost_one_query(desk: Desk, django_assert_num_queries: Any) -> None:
    stories = [desk.story(**COMPLETE) for _number in range(3)]
    for submission in stories:
        send(submission, desk.person)
    with django_assert_num_queries(1):
        assert len(latest_workflows(submission.page for submission in stories)) == 3


def test_my_stories_cost_the_same_however_many(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for _number in range(5):
        desk.story(**COMPLETE)
    desk.client.get(f"/en/desk/{desk.organisation.key}/")
    with django_assert_max_num_queries(14):
        desk.client.get(f"/en/desk/{desk.organisation.key}/")
