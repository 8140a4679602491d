"""A few stories of something, and how many there are: for strand pages and partner profiles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, IntegerField, Subquery, Value
from django.http import HttpRequest

from delivery.prepared import Prepared, number, text
from home.models import Strand
from languages.locales import locale_id
from partners.models import Organisation
from stories.cards import StoryCard, story_cards
from stories.filters import StoryFilter
from stories.models import StoryPage
from stories.querysets import StoryQuerySet
from stories.story_addresses import index_url, reader_language, with_index_path
from stories.tile_map import Place, map_key, map_places


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest stories of something, how many there are in all, and where to find them."""

    stories: list[StoryCard]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class StoryMap:
    """The tiles of the map, each leading to the stories of its place, and what its shades stand for; the number of all
    stories, and where they are."""

    places: list[Place]
    key: list[str]
    total: int
    url: str


def _everything() -> StoryQuerySet:
    stories: StoryQuerySet = StoryPage.objects.once_each(number("reader"))
    return stories


def _counted(found: StoryQuerySet) -> Subquery:
    """Return how many stories there are, as a value that is worked out once for the whole query."""
    everything = found.order_by().annotate(whole=Value(1)).values("whole").annotate(count=Count("pk"))
    return Subquery(everything.values("count"), output_field=IntegerField())


def _newest(found: StoryQuerySet, count: int) -> StoryQuerySet:
    """Return the newest of some stories, each with the number of all of them."""
    return with_index_path(found.newest_cards(0, count), number("reader")).annotate(total=_counted(found))


@lru_cache(maxsize=8)
def _of_strand(count: int) -> Prepared:
    return Prepared(lambda: _newest(_everything().in_strands([text("strand")]), count))


@lru_cache(maxsize=8)
def _of_partner(count: int) -> Prepared:
    return Prepared(lambda: _newest(_everything().filter(organisation_id=number("partner")), count))


_REGIONS = Prepared(lambda: _everything().order_by().values_list("region").annotate(count=Count("pk")))


def _shelf(request: HttpRequest, stories: list[StoryPage], wanted: StoryFilter) -> Shelf:
    total = stories[0].total if stories else 0  # type: ignore[attr-defined]  # annotated by `_newest`
    return Shelf(story_cards(request, stories), total, index_url(request, stories) + wanted.query())


def strand_shelf(request: HttpRequest, strand: Strand, count: int) -> Shelf:
    """Return the `count` newest stories of a strand."""
    stories = _of_strand(count).ask(reader=locale_id(reader_language()), strand=strand.slug)
    return _shelf(request, stories, StoryFilter(strands=(strand.slug,)))


def partner_shelf(request: HttpRequest, organisation: Organisation, count: int) -> Shelf:
    """Return the `count` newest stories that credit an organisation."""
    stories = _of_partner(count).ask(reader=locale_id(reader_language()), partner=organisation.pk)
    return _shelf(request, stories, StoryFilter(partner=organisation.key))


def story_map(request: HttpRequest) -> StoryMap:
    """Return the map of all stories."""
    url = index_url(request)
    counts = dict(_REGIONS.ask(reader=locale_id(reader_language())))
    places = map_places(counts, lambda slug: url + StoryFilter(place=slug).query())
    return StoryMap(places, map_key(counts), sum(counts.values()), url)
