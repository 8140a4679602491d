"""What to read after a story: one of its strand, one from its region, and what is new in either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, UUIDField

from delivery.prepared import Prepared, Slot, number, text
from stories.credits import with_credit
from stories.models import StoryPage
from stories.querysets import StoryQuerySet
from stories.story_addresses import with_index_path

READ_NEXT = 3
CANDIDATES = 8
"""Among so many of its strand or region, newest first, there is one of the region for six stories out of seven."""


def _others(stories: StoryQuerySet) -> StoryQuerySet:
    """Return `stories` without the one in the slot `story`, in any language."""
    others: StoryQuerySet = stories.exclude(translation_key=Slot("story", UUIDField()))
    return others


def _with_neighbours() -> StoryQuerySet:
    reader = number("reader")
    near = Q(strand_id=number("strand")) | Q(region=text("region"))
    keys = _others(StoryPage.objects.written_in(reader)).filter(near).newest_keys(0, CANDIDATES)
    own = StoryPage.objects.filter(pk=number("own")).order_by().values("pk")
    found = StoryPage.objects.filter(pk__in=own.union(keys)).newest_first().for_cards()
    return with_credit(with_index_path(found, reader), reader)


_WITH_NEIGHBOURS = Prepared(_with_neighbours)
_NEWEST = Prepared(lambda: _others(StoryPage.objects.once_each(number("reader"))).newest_cards(0, 2 * READ_NEXT))


def with_neighbours(page: StoryPage, locale_id: int | None) -> list[StoryPage]:
    """Return, in one query and newest first, `page` as it is stored and stories of its strand or region.

    `locale_id` is the reader's. Asking for both at once saves the page's own queries for its strand, picture and partner.
    """
    return _WITH_NEIGHBOURS.ask(
        own=page.pk, story=page.translation_key, strand=page.strand_id, region=page.region, reader=locale_id
    )


def _preferences(page: StoryPage, near: Sequence[StoryPage]) -> Iterator[StoryPage]:
    """Yield stories in the order of preference; the same one may come more than once."""
    same_strand = [story for story in near if story.strand_id == page.strand_id][:1]
    yield from same_strand
    yield from [story for story in near if story.region == page.region and story not in same_strand][:1]
    yield from near


def choose(page: StoryPage, found: Sequence[StoryPage], locale_id: int | None) -> list[StoryPage]:
    """Return up to three stories to read after `page`, from what `with_neighbours` found.

    In a language with few stories another query fills them up with the newest of all, in whatever language.
    """
    near = [story for story in found if story.translation_key != page.translation_key]
    chosen = list(dict.fromkeys(_preferences(page, near)))[:READ_NEXT]
    if len(chosen) < READ_NEXT:
        newest = _NEWEST.ask(story=page.translation_key, reader=locale_id)
        chosen = list(dict.fromkeys([*chosen, *newest]))[:READ_NEXT]
    return chosen
