"""Titles to offer while somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.kinds import Kind, kinds_of_types
from search.pages import searchable
from search.results import Address
from search.terms import Terms

MAX_SUGGESTIONS = 8
SHORTEST = 2  # one letter begins half of all titles


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page whose title holds the words typed so far, the last perhaps unfinished."""

    title: str
    url: str
    type: str


def suggestions(request: HttpRequest, home: Page, terms: Terms) -> list[Suggestion]:
    """Return at most eight pages, best first; none for single letters, or where the backend cannot complete words."""
    if not terms or max(map(len, terms.words)) < SHORTEST:
        return []
    backend = get_search_backend()
    try:
        pages = list(backend.autocomplete(terms.text, searchable(home, backend))[:MAX_SUGGESTIONS])
    except NotImplementedError:
        return []
    address, kinds = Address(request, home), kinds_of_types()
    return [
        Suggestion(page.title, address.of(page.url_path), str(kinds.get(page.content_type_id, Kind.PAGE).label))
        for page in pages
    ]
