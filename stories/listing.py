"""The story index: one page of stories, the map, and the filters that are set or could be.

Three queries, however many stories there are: what the filters offer with the counts of the map, one page of stories, their
renditions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TypedDict

from django.http import Http404, HttpRequest
from django.urls import reverse

from delivery.prepared import Prepared
from languages.configured import LANGUAGES, Language
from languages.switcher import switcher_pages
from stories.cards import StoryCard, story_cards
from stories.filter_choices import survey
from stories.filter_options import (
    ActiveFilter,
    Option,
    StrandChoice,
    active_filters,
    feed_title,
    language_options,
    partner_options,
    strand_choices,
    theme_options,
)
from stories.filters import StoryFilter
from stories.models import StoryIndexPage
from stories.selection import LOCALE, in_place, matching, slotted, values_of
from stories.story_addresses import own_path
from stories.tile_map import Place, map_key, map_places

STORIES_A_PAGE = 9


@dataclass(frozen=True, slots=True)
class Pagination:
    """Which page this is, of how many, and the addresses of its neighbours ('' where there is none)."""

    number: int
    total: int
    previous_url: str
    next_url: str


class ListingContext(TypedDict):
    """What `stories/story_index_page.html` is given; `docs` of each value stand with its class."""

    filter: StoryFilter
    count: int
    stories: list[StoryCard]
    places: list[Place]
    map_key: list[str]
    active_filters: list[ActiveFilter]
    clear_url: str
    strands: list[StrandChoice]
    partners: list[Option]
    themes: list[Option]
    languages: list[Option]
    pagination: Pagination
    feed_url: str
    feed_title: str


def paginate(wanted: StoryFilter, count: int, path: str) -> Pagination:
    """Return where the reader is; raises `Http404` for a page beyond the end."""
    total = max(1, ceil(count / STORIES_A_PAGE))
    number = wanted.page
    if number > total:
        raise Http404
    return Pagination(
        number,
        total,
        path + wanted.query(page=number - 1) if number > 1 else "",
        path + wanted.query(page=number + 1) if number < total else "",
    )


def _offered_languages(request: HttpRequest, page: StoryIndexPage) -> list[Language]:
    """Return the languages the site offers; the language strip asks the same question, so it costs no query."""
    homes = switcher_pages(request, page)["home"]
    return [language for language in LANGUAGES if language.code in homes]


@lru_cache(maxsize=64)
def _one_page(kind: StoryFilter, number: int) -> Prepared:
    """Return the question for one page of the stories of a kind of filter (`slotted`)."""
    start = (number - 1) * STORIES_A_PAGE
    return Prepared(lambda: in_place(matching(kind, LOCALE), kind).newest_cards(start, start + STORIES_A_PAGE))


def _cards(request: HttpRequest, wanted: StoryFilter, number: int) -> list[StoryCard]:
    page = _one_page(slotted(wanted), number).ask(**values_of(wanted))
    return story_cards(request, page, first="wide", own_addresses=bool(wanted.language))


def listing_context(request: HttpRequest, page: StoryIndexPage) -> ListingContext:
    """Return the context of the story index for the filter in the address; unknown values are ignored."""
    offered = _offered_languages(request, page)
    wanted, choices, counts = survey(StoryFilter.parse(request.GET), offered)
    path = own_path(request)
    count = counts.get(wanted.place, 0) if wanted.place else sum(counts.values())
    pagination = paginate(wanted, count, path)
    active = active_filters(wanted, choices, path)
    return {
        "filter": wanted,
        "count": count,
        "stories": _cards(request, wanted, pagination.number) if count else [],
        "places": map_places(
            counts, lambda slug: path + wanted.query(place="" if slug == wanted.place else slug), wanted.place
        ),
        "map_key": map_key(counts),
        "active_filters": active,
        "clear_url": path,
        "strands": strand_choices(wanted, choices),
        "partners": partner_options(wanted, choices),
        "themes": theme_options(wanted, choices),
        "languages": language_options(wanted, offered),
        "pagination": pagination,
        "feed_url": reverse("stories:feed") + wanted.query(page=1),
        "feed_title": feed_title(page.title, active),
    }
