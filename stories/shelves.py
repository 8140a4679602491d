"""A few stories of something, and how many there are: for strand pages and partner profiles."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, IntegerField, Subquery, Value
from django.http import HttpRequest

from home.models import Strand
from languages.locales import locale_id
from partners.models import Organisation
from stories.addresses import index_url, reader_language, with_index_path
from stories.cards import StoryCard, story_cards
from stories.filters import StoryFilter
from stories.models import StoryPage
from stories.places import Place, map_places
from stories.querysets import StoryQuerySet


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest stories of something, how many there are in all, and where to find them."""

    stories: list[StoryCard]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class StoryMap:
    """The tiles of the map, each leading to the stories of its place; the number of all stories, and where they are."""

    places: list[Place]
    total: int
    url: str


def _everything() -> StoryQuerySet:
    stories: StoryQuerySet = StoryPage.objects.once_each(locale_id(reader_language()))
    return stories


def _counted(found: StoryQuerySet) -> Subquery:
    """Return how many stories there are, as a value that is worked out once for the whole query."""
    everything = found.order_by().annotate(whole=Value(1)).values("whole").annotate(count=Count("pk"))
    return Subquery(everything.values("count"), output_field=IntegerField())


def _shelf(request: HttpRequest, found: StoryQuerySet, count: int, wanted: StoryFilter) -> Shelf:
    stories = list(with_index_path(found.newest_cards(0, count)).annotate(total=_counted(found)))
    total = stories[0].total if stories else 0
    return Shelf(story_cards(request, stories), total, index_url(request, stories) + wanted.query())


def strand_shelf(request: HttpRequest, strand: Strand, count: int) -> Shelf:
    """Return the `count` newest stories of a strand."""
    found = _everything().in_strands([strand.slug])
    return _shelf(request, found, count, StoryFilter(strands=(strand.slug,)))


def partner_shelf(request: HttpRequest, organisation: Organisation, count: int) -> Shelf:
    """Return the `count` newest stories that credit an organisation."""
    found = _everything().filter(organisation_id=organisation.pk)
    return _shelf(request, found, count, StoryFilter(partner=organisation.key))


def story_map(request: HttpRequest) -> StoryMap:
    """Return the map of all stories."""
    url = index_url(request)
    counts = _everything().count_by_region()
    places = map_places(counts, lambda slug: url + StoryFilter(place=slug).query())
    return StoryMap(places, sum(counts.values()), url)
