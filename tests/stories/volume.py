"""Many stories at once, written in bulk: one by one they would take longer than all the other tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo.volume import add_children
from home.regions import Region
from stories.models import StoryIndexPage, StoryPage
from tests.factories import make_strand


def add_stories(index: StoryIndexPage, count: int, **values: Any) -> None:
    """Add `count` live stories under `index`, a day apart, from every region in turn."""
    strand = make_strand()
    first = StoryPage.objects.count()
    add_children(index, StoryPage, [_row(number, strand.pk, values) for number in range(first, first + count)])


def _row(number: int, strand_id: int, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": f"Story number {number}",
        "slug": f"number-{number}",
        "summary": "A sentence.",
        "region": Region.values[number % 12],
        "strand_id": strand_id,
        "original_language": "en",
        "story_date": date(2026, 1, 1) + timedelta(days=number),
        "body": [],
        **values,
    }
