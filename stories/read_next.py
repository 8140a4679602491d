"""What to read after a story: one of its strand, one from its region, and what is new in either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q

from stories.addresses import with_index_path
from stories.credits import with_credit
from stories.models import StoryPage
from stories.querysets import StoryQuerySet

READ_NEXT = 3
CANDIDATES = 8
"""Among so many of its strand or region, newest first, there is one of the region for six stories out of seven."""


def _others(page: StoryPage, stories: StoryQuerySet) -> StoryQuerySet:
    """Return `stories` without `page` in any language."""
    others: StoryQuerySet = stories.exclude(translation_key=page.translation_key)
    return others


def with_neighbours(page: StoryPage, locale_id: int | None) -> list[StoryPage]:
    """Return, in one query and newest first, `page` as it is stored and stories of its strand or region.

    `locale_id` is the reader's. Asking for both at once saves the page's own queries for its strand, picture and partner.
    """
    near = Q(strand_id=page.strand_id) | Q(region=page.region)
    keys = _others(page, StoryPage.objects.written_in(locale_id)).filter(near).newest_keys(0, CANDIDATES)
    own = StoryPage.objects.filter(pk=page.pk).order_by().values("pk")
    found = StoryPage.objects.filter(pk__in=own.union(keys)).newest_first().for_cards()
    return list(with_credit(with_index_path(found), locale_id))


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
        newest = _others(page, StoryPage.objects.once_each(locale_id)).newest_cards(0, 2 * READ_NEXT)
        chosen = list(dict.fromkeys([*chosen, *newest]))[:READ_NEXT]
    return chosen
