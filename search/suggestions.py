"""Titles to offer while somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import SearchQuery

from languages.locales import locale_code
from search.findable_pages import searchable
from search.kinds import Kind, kinds_of_types
from search.query_terms import Terms, as_typed, to_query
from search.results import Address

MAX_SUGGESTIONS = 8
SHORTEST = 2  # one letter begins half of all titles
SHORTEST_SPELLED = 3  # two letters, mutated, would begin half of them too


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page whose title holds the words typed so far, the last perhaps unfinished."""

    title: str
    url: str
    type: str


def _asked(terms: Terms, home: Page) -> SearchQuery | str:
    """Return the words with their other spellings, where there are any; the last word may be unfinished."""
    query = to_query(terms, locale_code(home.locale_id))
    return query if as_typed(query) and len(terms.words[-1]) >= SHORTEST_SPELLED else terms.text


def suggestions(request: HttpRequest, home: Page, terms: Terms) -> list[Suggestion]:
    """Return at most eight pages, best first; none for single letters, or where the backend cannot complete words."""
    if not terms or max(map(len, terms.words)) < SHORTEST:
        return []
    backend = get_search_backend()
    try:
        pages = list(backend.autocomplete(_asked(terms, home), searchable(home, backend))[:MAX_SUGGESTIONS])
    except NotImplementedError:
        return []
    address, kinds = Address(request, home), kinds_of_types()
    return [
        Suggestion(page.title, address.of(page.url_path), str(kinds.get(page.content_type_id, Kind.PAGE).label))
        for page in pages
    ]
