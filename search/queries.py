"""Asking the index: counts by kind, one page of hits, and a better spelling where there are none.

Only Wagtail's search API is used, so any of its backends will do; with ours (`search.backends`) a question costs two
queries of the index whatever it finds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property

from modelsearch.backends.base import BaseSearchResults
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from languages.locales import locale_code
from search.findable_pages import filters_any_column, of_kind, searchable
from search.kinds import Kind, kinds_of_types
from search.pledges import PledgeHit, find_pledges
from search.query_terms import Terms, parse, sought, to_query
from search.vocabulary import corrections
from search.words import fold

PER_PAGE = 10
MAX_PAGES = 50
MAX_PROFILES = 1000  # candidates for pledges where the backend cannot hand its hits to the database
MAX_ATTEMPTS = 2  # corrected spellings tried

Hit = int | PledgeHit
"""A result before it is dressed: the primary key of a page, or a pledge."""


class Search:
    """One question in the language of `home`."""

    def __init__(self, home: Page, terms: Terms, pages: PageQuerySet | None = None) -> None:
        self.home = home
        self.terms = terms
        self.language = locale_code(home.locale_id)
        self.backend = get_search_backend()
        self.pages = searchable(home, self.backend) if pages is None else pages
        self.query = to_query(terms, self.language)

    def results(self, kind: Kind | None = None) -> BaseSearchResults:
        """Return the pages that match, best first, not yet asked for."""
        return self.backend.search(self.query, of_kind(self.pages, kind))

    @cached_property
    def page_counts(self) -> Counter[Kind]:
        """How many pages of each kind match."""
        counted: Counter[Kind] = Counter()
        for content_type_id, number in self._counts_by_type().items():
            counted[kinds_of_types().get(content_type_id, Kind.PAGE)] += number
        return counted

    def _counts_by_type(self) -> dict[int, int]:
        results = self.results()
        if results.supports_facet:
            return dict(results.facet("content_type_id"))
        by_kind = {key: self.results(kind).count() for key, kind in kinds_of_types().items()}
        return {**by_kind, 0: self.results(Kind.PAGE).count()}

    @cached_property
    def pledges(self) -> dict[int, list[PledgeHit]]:
        """The pledges that match, by the profile page of their organisation."""
        return self._find_pledges() if self.page_counts[Kind.PARTNER] else {}

    @cached_property
    def counts(self) -> Counter[Kind]:
        """How many results of each kind there are."""
        return self.page_counts + Counter({Kind.PLEDGE: sum(map(len, self.pledges.values()))})

    def count(self, kind: Kind | None) -> int:
        """Return how many results of a kind there are; of all kinds for `None`."""
        return self.counts.total() if kind is None else self.counts[kind]

    def _find_pledges(self) -> dict[int, list[PledgeHit]]:
        results = self.results(Kind.PARTNER)
        if filters_any_column(self.backend):
            profiles = results.unranked().values("pk")
        else:
            profiles = self._keys(results[:MAX_PROFILES])
        terms = [sought(replace(self.terms, words=(word,)), self.language) for word in self.terms.words]
        return find_pledges(profiles, terms, self.language)

    def hits(self, kind: Kind | None, number: int) -> list[Hit]:
        """Return the hits of page `number` (from 1), at most ten."""
        start, stop = (number - 1) * PER_PAGE, number * PER_PAGE
        if not self.count(kind):
            return []
        if kind is Kind.PLEDGE:
            pledges: list[Hit] = [pledge for found in self.pledges.values() for pledge in found]
            return pledges[start:stop]
        if kind or not self.pledges:
            return [*self._keys(self.results(kind)[start:stop])]
        return self._mixed(stop)[start:stop]

    def _mixed(self, stop: int) -> list[Hit]:
        """Return the first `stop` hits of all kinds: a pledge stands behind the profile of its organisation."""
        hits: list[Hit] = []
        for key in self._keys(self.results()[:stop]):
            hits += [key, *self.pledges.get(key, [])]
        return hits

    def _keys(self, results: BaseSearchResults) -> list[int]:
        """Return the primary keys of some results in their order, without the rows where the database can leave them out."""
        if filters_any_column(self.backend):
            return list(results.get_queryset().values_list("pk", flat=True))
        return [page.pk for page in results]

    def better_spelling(self) -> str:
        """Return the query with misspelt words put right, if that finds something a reader may see; else ''."""
        corrected = corrections(map(fold, self.terms.words), self.language, at_most=MAX_ATTEMPTS)
        attempts = min(map(len, corrected.values()), default=0)
        for attempt in range(attempts):
            text = " ".join(
                corrected[fold(word)][attempt] if fold(word) in corrected else word for word in self.terms.words
            )
            if Search(self.home, parse(text), self.pages).page_counts.total():
                return text
        return ""
