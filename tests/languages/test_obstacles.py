"""The one door every publication passes: what stands in the way is said, and nothing goes live."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wagtail.models import Page

from languages.gate import obstacles
from languages.gate.obstacles import NotReadyError, Obstacle, obstructs
from tests.factories import SmallSite, make_story


@pytest.fixture(autouse=True)
def _checks_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obstacles, "_checks", [])


def no_tuesdays(page: Page) -> Iterator[Obstacle]:
    if "Tuesday" in page.title:
        yield Obstacle("test.tuesday", "Not on a Tuesday.")


def test_publication_without_obstacles_goes_live(site_tree: SmallSite) -> None:
    obstructs(no_tuesdays)
    story = make_story(site_tree.stories["en"], live=False, title="Wednesday")
    story.save_revision().publish()
    story.refresh_from_db()
    assert story.live


def test_publication_with_an_obstacle_changes_nothing_and_says_why(site_tree: SmallSite) -> None:
    obstructs(no_tuesdays)
    story = make_story(site_tree.stories["en"], title="Wednesday")
    story.title = "Tuesday"
    with pytest.raises(NotReadyError) as refusal:
        story.save_revision().publish()
    assert refusal.value.messages == ["Not on a Tuesday."]
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["test.tuesday"]
    story.refresh_from_db()
    assert (story.live, story.title) == (True, "Wednesday")
