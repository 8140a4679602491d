"""How a story stands, and what it costs to say so of many."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import WorkflowState

from stories.desk.sending import send
from stories.desk.states import Standing, State, latest_workflows, standing
from stories.models import StoryPage
from tests.stories.desk.building import COMPLETE, Desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "status", "expected"),
    [
        ({"live": False}, None, Standing(State.DRAFT)),
        ({"live": False}, "in_progress", Standing(State.WITH_EDITORS)),
        ({"live": False}, "needs_changes", Standing(State.CHANGES)),
        ({"live": False}, "cancelled", Standing(State.DRAFT)),
        ({"live": False}, "approved", Standing(State.TRANSLATING)),
        ({"live": True}, "approved", Standing(State.PUBLISHED)),
        ({"live": True, "has_unpublished_changes": True}, "approved", Standing(State.PUBLISHED, State.DRAFT)),
        ({"live": True, "has_unpublished_changes": True}, "in_progress", Standing(State.PUBLISHED, State.WITH_EDITORS)),
        ({"live": False, "first_published_at": "2026-11-01T00:00Z"}, "approved", Standing(State.TAKEN_DOWN)),
    ],
)
def test_how_a_story_stands(page: dict[str, Any], status: str | None, expected: Standing) -> None:
    workflow = WorkflowState(status=status) if status else None
    assert standing(StoryPage(**page), workflow) == expected


def test_a_story_that_was_declined() -> None:
    assert standing(StoryPage(live=False), None, is_declined=True) == Standing(State.DECLINED)


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
