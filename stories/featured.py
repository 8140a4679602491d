"""The stories the home page shows: those editors chose, filled up with the newest."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest

from delivery.prepared import Prepared, number
from languages.locales import locale_id
from stories.cards import StoryCard, story_cards
from stories.models import FeaturedStory, StoryPage
from stories.querysets import StoryQuerySet
from stories.story_addresses import index_url, reader_language, with_index_path

FEATURED = 6


@dataclass(frozen=True, slots=True)
class Featured:
    """The stories of the home page: one large, one with its picture, up to four lines; `url` leads to all of them."""

    lead: StoryCard | None = None
    second: StoryCard | None = None
    lines: list[StoryCard] = field(default_factory=list)
    url: str = ""


def _featured() -> StoryQuerySet:
    """Return up to six stories for readers of a locale: the chosen ones in their order, then the newest.

    An editor chooses a story in one language; readers get it in theirs where it stands in it.
    """
    reader = number("reader")
    chosen = FeaturedStory.objects.filter(index_page__locale=reader, index_page__live=True)
    place = chosen.filter(story__translation_key=OuterRef("translation_key")).order_by("sort_order")
    stories = StoryPage.objects.once_each(reader)
    of_choice = stories.filter(translation_key__in=chosen.values("story__translation_key")).order_by().values("pk")
    keys = of_choice.union(stories.newest_keys(0, FEATURED))
    found = StoryPage.objects.filter(pk__in=keys).for_cards()
    placed = found.annotate(place=Subquery(place.values("sort_order")[:1]))
    return with_index_path(placed, reader).order_by(F("place").asc(nulls_last=True), "-story_date", "-pk")[:FEATURED]


_FEATURED = Prepared(_featured)


def featured_pages(reader: int | None) -> list[StoryPage]:
    """Return up to six stories for readers of a locale, in one query."""
    return _FEATURED.ask(reader=reader)


def featured_stories(request: HttpRequest) -> Featured:
    """Return the stories of the home page in the reader's language."""
    pages = featured_pages(locale_id(reader_language()))
    cards = story_cards(request, pages, first="wide")
    lead, second = [*cards[:2], None, None][:2]
    return Featured(lead, second, cards[2:], index_url(request, pages))
