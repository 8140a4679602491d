"""A story as every list shows it: one immutable value, made without asking the database again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import pgettext

from home.models import Picture, Strand
from home.regions import region_name
from home.renditions import prefetch_shapes
from languages.configured import Language, language_for
from languages.locales import locale_code
from stories.models import StoryPage
from stories.story_addresses import reader_language, story_url

COMPOSITION_NAMES = ("sun", "hill", "door")
"""The three default compositions of a strand (design guide, section 9)."""


@dataclass(frozen=True, slots=True)
class StoryCard:
    """What a list says of a story.

    `language` is the one of `title`, `summary` and `quote`; `region` is in the reader's. `picture` comes with its
    renditions; without one there is `quote`, and without that `composition` (0 to 2) says which art stands for the story.
    """

    title: str
    url: str
    summary: str
    language: Language
    is_foreign: bool
    strand: Strand
    locality: str
    region: str
    partner: str
    picture: Picture | None
    quote: str
    composition: int
    date: date

    @property
    def place(self) -> str:
        """Where it happened, from small to large."""
        if not self.locality:
            return self.region
        return pgettext("place line", "%(locality)s, %(region)s") % {"locality": self.locality, "region": self.region}

    @property
    def composition_name(self) -> str:
        """The name of the default composition: sun, hill or door."""
        return COMPOSITION_NAMES[self.composition]


def story_card(story: StoryPage, url: str) -> StoryCard:
    """Return the card of `story`, read at `url`; `story` should come from `for_cards()`."""
    language = language_for(locale_code(story.locale_id))
    return StoryCard(
        title=story.title,
        url=url,
        summary=story.summary,
        language=language,
        is_foreign=language.code != reader_language(),
        strand=story.strand,
        locality=story.locality,
        region=region_name(story.region),
        partner=story.organisation.display_name if story.organisation else "",
        picture=story.picture,
        quote="" if story.picture else story.card_quote,
        composition=story.composition,
        date=story.story_date,
    )


def attach_renditions(stories: Sequence[StoryPage], *, first: str = "card") -> None:
    """Attach the renditions cards need, in one query: shape `first` for the first story, "card" for the others."""
    shapes = [first, *["card"] * len(stories)]
    prefetch_shapes((story.picture, (shape,)) for story, shape in zip(stories, shapes, strict=False) if story.picture)


def story_cards(
    request: HttpRequest, stories: Iterable[StoryPage], *, first: str = "card", own_addresses: bool = False
) -> list[StoryCard]:
    """Return a card for each story; asks for their renditions in one query.

    With `own_addresses` a card leads to the story in its own language, for readers who asked for that language.
    """
    found = list(stories)
    attach_renditions(found, first=first)
    return [
        story_card(story, (story.get_url(request) or "") if own_addresses else story_url(request, story))
        for story in found
    ]
