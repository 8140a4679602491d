"""Which stories a filter asks for.

Filters that name the same things are one question with other values: `slotted` is the question, `values_of` the values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from delivery.prepared import Slot, number, text
from languages.locales import locale_id
from stories.filters import StoryFilter
from stories.models import StoryPage
from stories.querysets import StoryQuerySet
from stories.story_addresses import reader_language

LOCALE = number("locale")
"""The slot of the locale: of the language asked for, else of the reader's."""


def slotted(wanted: StoryFilter) -> StoryFilter:
    """Return the filter with a slot for each of its values, on the first page."""
    slots: dict[str, Any] = {
        name: text(name) for name in ("place", "partner", "theme", "language") if getattr(wanted, name)
    }
    strands: Any = tuple(text(f"strand_{place}") for place, _slug in enumerate(wanted.strands))
    return replace(wanted, strands=strands, page=1, **slots)


def values_of(wanted: StoryFilter) -> dict[str, Any]:
    """Return the values of the slots of `slotted(wanted)`, and of `LOCALE`."""
    strands = {f"strand_{place}": slug for place, slug in enumerate(wanted.strands)}
    named = {"place": wanted.place, "partner": wanted.partner, "theme": wanted.theme}
    return {**strands, **named, "locale": locale_id(wanted.language or reader_language())}


def matching(wanted: StoryFilter, locale: int | Slot | None) -> StoryQuerySet:
    """Return the stories a filter asks for, wherever they happened: each once, or those of the language asked for."""
    found = StoryPage.objects.written_in(locale) if wanted.language else StoryPage.objects.once_each(locale)
    if wanted.strands:
        found = found.in_strands(wanted.strands)
    if wanted.partner:
        found = found.filter(organisation__key=wanted.partner)
    if wanted.theme:
        found = found.about(wanted.theme)
    return found


def in_place(found: StoryQuerySet, wanted: StoryFilter) -> StoryQuerySet:
    """Return those of the place that is asked for; all of them when none is."""
    return found.filter(region=wanted.place) if wanted.place else found
