"""What surrounds a story on its page: who it comes from, how to pass it on, what to read next.

Three queries: the story's relations together with what to read next, its themes, all renditions; and Wagtail's own for the
pictures in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from django.http import HttpRequest
from wagtail.models import Page

from home.models import Picture
from home.renditions import prefetch_shapes
from languages.configured import LANGUAGES, Language
from languages.locales import locale_code, locale_id
from languages.switcher import switcher_pages
from stories.cards import StoryCard, story_card
from stories.credits import Credit, credit_for
from stories.filters import StoryFilter
from stories.models import StoryPage
from stories.oembed import oembed_url
from stories.read_next import choose, with_neighbours
from stories.sharing import Share, share_links
from stories.story_addresses import index_url, reader_language, story_url

LEAD_SHAPES = ("bleed", "card", "wide", "whole", "social")


@dataclass(frozen=True, slots=True)
class ReadIn:
    """Another language the story can be read in."""

    language: Language
    url: str


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """A theme of the story, and the stories that share it."""

    name: str
    url: str


class StoryContext(TypedDict):
    """What `stories/story_page.html` is given."""

    credit: Credit | None
    share: Share
    read_next: list[StoryCard]
    reading_minutes: int
    read_in: list[ReadIn]
    themes: list[ThemeLink]
    place_url: str
    strand_url: str
    oembed_url: str


def _adopt(page: StoryPage, stored: StoryPage) -> None:
    """Give `page` the related objects of its stored self, where a preview has not chosen others."""
    for name in ("strand", "picture", "organisation"):
        if getattr(page, f"{name}_id") == getattr(stored, f"{name}_id"):
            setattr(page, name, getattr(stored, name))


def _body_pictures(page: StoryPage) -> Iterator[Picture]:
    """Yield the pictures that stand in the text."""
    for block in page.body:
        if block.block_type == "picture" and block.value["picture"]:
            yield block.value["picture"]


def _attach_renditions(page: StoryPage, following: list[StoryPage], credit: Credit | None) -> None:
    placements: list[tuple[Picture, tuple[str, ...]]] = []
    placements += [(story.picture, ("card",)) for story in following if story.picture]
    placements += [(picture, ("whole",)) for picture in _body_pictures(page)]
    if page.picture:
        placements.append((page.picture, LEAD_SHAPES))
    if credit and credit.logo:
        placements.append((credit.logo, ("logo",)))
    prefetch_shapes(placements)


def read_in(request: HttpRequest, page: Page) -> list[ReadIn]:
    """Return the other languages `page` is live in, in the order of the settings; costs no query of its own."""
    translations = switcher_pages(request, page)["page"]
    own = locale_code(page.locale_id)
    return [
        ReadIn(language, translations[language.code].get_url(request) or "")
        for language in LANGUAGES
        if language.code in translations and language.code != own
    ]


def story_context(request: HttpRequest, page: StoryPage) -> StoryContext:
    """Return the context of a story: see `StoryContext`."""
    reader = locale_id(reader_language())
    found = with_neighbours(page, reader)
    stored = next((story for story in found if story.pk == page.pk), None)
    if stored:
        _adopt(page, stored)
    following = choose(page, found, reader)
    credit = credit_for(request, page, stored, reader)
    _attach_renditions(page, following, credit)
    share = share_links(request, page)
    stories = index_url(request, found)
    return {
        "credit": credit,
        "share": share,
        "read_next": [story_card(story, story_url(request, story)) for story in following],
        "reading_minutes": page.reading_minutes,
        "read_in": read_in(request, page),
        "themes": [
            ThemeLink(theme.name, stories + StoryFilter(theme=theme.slug).query()) for theme in page.themes.all()
        ],
        "place_url": stories + StoryFilter(place=page.region).query(),
        "strand_url": stories + StoryFilter(strands=(page.strand.slug,)).query(),
        "oembed_url": oembed_url(share.link),
    }
