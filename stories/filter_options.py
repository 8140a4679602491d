"""The filters of the story list as its form shows them: those that are set, and those that could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from home.models import Strand
from home.regions import Region
from languages.configured import Language, language_for
from stories.filter_choices import Choices
from stories.filters import StoryFilter


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is set, and the address without it; `language` where the name is a language's own."""

    name: str
    url: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class StrandChoice:
    """A strand that can be ticked."""

    strand: Strand
    checked: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a select; `language` where the name is a language's own."""

    value: str
    name: str
    selected: bool
    language: Language | None = None


def active_filters(wanted: StoryFilter, choices: Choices, path: str) -> list[ActiveFilter]:
    """Return the filters that are set, in the order of the form, each with the address that takes it off."""
    found = [
        ActiveFilter(strand.name, path + wanted.without_strand(strand.slug).query())
        for strand in choices.strands
        if strand.slug in wanted.strands
    ]
    if wanted.place:
        found.append(ActiveFilter(str(Region(wanted.place).label), path + wanted.query(place="")))
    if partner := choices.partner(wanted.partner):
        found.append(ActiveFilter(partner.display_name, path + wanted.query(partner="")))
    if theme := choices.theme(wanted.theme):
        found.append(ActiveFilter(theme.name, path + wanted.query(theme="")))
    if wanted.language:
        language = language_for(wanted.language)
        found.append(ActiveFilter(language.name, path + wanted.query(language=""), language))
    return found


def feed_title(page_title: str, active: list[ActiveFilter]) -> str:
    """Return the name of the feed of a filter, such as "Stories: Meet, Wales"."""
    names = ", ".join(one.name for one in active)
    return f"{page_title}: {names}" if names else page_title


def strand_choices(wanted: StoryFilter, choices: Choices) -> list[StrandChoice]:
    """Return every strand, ticked if it is asked for."""
    return [StrandChoice(strand, strand.slug in wanted.strands) for strand in choices.strands]


def partner_options(wanted: StoryFilter, choices: Choices) -> list[Option]:
    """Return the partners stories credit."""
    return [Option(one.key, one.display_name, one.key == wanted.partner) for one in choices.partners]


def theme_options(wanted: StoryFilter, choices: Choices) -> list[Option]:
    """Return the themes."""
    return [Option(theme.slug, theme.name, theme.slug == wanted.theme) for theme in choices.themes]


def language_options(wanted: StoryFilter, offered: Iterable[Language]) -> list[Option]:
    """Return the languages of the site, each under its own name."""
    return [Option(one.code, one.name, one.code == wanted.language, one) for one in offered]
