"""The words of a story without markup."""

from __future__ import annotations

from typing import Any

import pytest

from stories.models import StoryPage
from stories.plain import paragraphs


def words(*blocks: tuple[str, Any]) -> list[str]:
    raw = [{"type": kind, "value": value} for kind, value in blocks]
    return paragraphs(StoryPage(body=raw).body)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (("text", "<p>One <b>bold</b> &amp; <a href='x'>two</a>.</p><p> </p>"), ["One bold & two."]),
        (("text", "<p>First<br/>second</p><ol><li>a</li><li>b</li></ol>"), ["First", "second", "a", "b"]),
        (("text", "<p>3 &lt; 4</p>"), ["3 < 4"]),
        (("heading", {"text": "A table", "level": "2"}), ["A table"]),
        (("quote", {"words": "Sit\n down", "attribution": ""}), ["Sit down"]),
        (("facts", {"heading": "", "facts": [{"label": "Cost", "value": "Free"}]}), ["Cost: Free"]),
        (
            ("steps", {"steps": [{"title": "Ask", "text": ""}, {"title": "Go", "text": "Now."}]}),
            ["1. Ask", "2. Go", "Now."],
        ),
        (("call_to_action", {"label": "Go", "text": "x", "page": None, "url": ""}), []),
    ],
)
def test_paragraphs(block: tuple[str, Any], expected: list[str]) -> None:
    assert words(block) == expected


@pytest.mark.django_db
def test_pictures_and_pages_in_a_story_are_not_fetched(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert words(("related", {"heading": "", "pages": [1, 2]}), ("text", "<p>Soup</p>")) == ["Soup"]


def test_nothing() -> None:
    assert words() == []
