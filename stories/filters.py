"""What a reader asks the list of stories for: read from an address, written into addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from django.http import QueryDict

from home.regions import Region
from languages.configured import is_configured

MAX_PAGE = 9_999
MAX_VALUES = 12
"""How many values of one repeated field are looked at; there are three strands."""

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,60}")


class Changes(TypedDict, total=False):
    """The parts of a `StoryFilter`."""

    strands: tuple[str, ...]
    place: str
    partner: str
    theme: str
    language: str
    page: int


def _slug(text: str) -> str:
    """Return `text` if it could be a slug, else ''."""
    return text if _SLUG.fullmatch(text) else ""


def page_number(text: str) -> int:
    """Return the page number `text` names, from 1 to `MAX_PAGE`; 1 for anything that is not a number."""
    if not (text.isascii() and text.isdecimal()):
        return 1
    return max(1, min(int(text[:6]), MAX_PAGE)) if len(text) <= 6 else MAX_PAGE


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Strands (slugs), place (a region's slug), partner (an organisation's key), theme (slug), language (code), page."""

    strands: tuple[str, ...] = ()
    place: str = ""
    partner: str = ""
    theme: str = ""
    language: str = ""
    page: int = 1

    @classmethod
    def parse(cls, query: QueryDict) -> StoryFilter:
        """Return the filter an address asks for. Whatever cannot be meant is left out; nothing raises."""
        strands = dict.fromkeys(slug for text in query.getlist("strand")[:MAX_VALUES] if (slug := _slug(text)))
        place, language = query.get("place", ""), query.get("language", "")
        return cls(
            strands=tuple(strands),
            place=place if place in Region.values else "",
            partner=_slug(query.get("partner", "")),
            theme=_slug(query.get("theme", "")),
            language=language if is_configured(language) else "",
            page=page_number(query.get("page", "1")),
        )

    @property
    def is_empty(self) -> bool:
        """Whether every story is asked for."""
        return not (self.strands or self.place or self.partner or self.theme or self.language)

    def changed(self, **changes: Unpack[Changes]) -> StoryFilter:
        """Return a copy with something changed; it begins at the first page again unless a page is named."""
        values: dict[str, Any] = {"page": 1, **changes}
        return replace(self, **values)

    def query(self, **changes: Unpack[Changes]) -> str:
        """Return the query of an address with something changed, with its `?`; '' when nothing is asked for."""
        wanted = self.changed(**changes) if changes else self
        query = QueryDict(mutable=True)
        query.setlist("strand", list(wanted.strands))
        for name in ("place", "partner", "theme", "language"):
            if value := getattr(wanted, name):
                query[name] = value
        if wanted.page > 1:
            query["page"] = str(wanted.page)
        encoded = query.urlencode()
        return f"?{encoded}" if encoded else ""

    def without_strand(self, slug: str) -> StoryFilter:
        """Return a copy that does not ask for a strand."""
        return self.changed(strands=tuple(strand for strand in self.strands if strand != slug))
