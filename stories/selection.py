"""Which stories a filter asks for."""

from __future__ import annotations

from languages.locales import locale_id
from stories.addresses import reader_language
from stories.filters import StoryFilter
from stories.models import StoryPage
from stories.querysets import StoryQuerySet


def matching(wanted: StoryFilter) -> StoryQuerySet:
    """Return the stories a filter asks for, wherever they happened: each once, or those of the language asked for."""
    if wanted.language:
        found = StoryPage.objects.written_in(locale_id(wanted.language))
    else:
        found = StoryPage.objects.once_each(locale_id(reader_language()))
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
