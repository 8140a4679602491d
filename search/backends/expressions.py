"""Wagtail's query objects as the query languages of FTS5 and of PostgreSQL. Only words pass; every sign is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

from search.query_terms import MAX_TERMS


class Unsupported(Exception):  # noqa: N818  # an answer to the caller, not a fault
    """A query this module does not translate: `Not`, `MatchAll`, `Boost`, `Fuzzy`."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a query language writes words, phrases, and, or. `split` cuts a text into words."""

    split: Callable[[str], list[str]]
    word: str
    prefix: str
    follows: str
    both: str
    either: str
    group: str = "({})"

    def joined(self, parts: Sequence[str], sign: str) -> str:
        """Return the parts that say anything, joined; a single one stands for itself."""
        kept = [part for part in parts if part]
        return self.group.format(sign.join(kept)) if len(kept) > 1 else "".join(kept)

    def plain(self, query: PlainText, last_is_prefix: bool) -> str:
        """Return the words of `query`, all of them or any of them as it says, the last perhaps as a prefix."""
        found = self.split(query.query_string)[:MAX_TERMS]
        parts = [self.word.format(word) for word in found]
        if parts and last_is_prefix:
            parts[-1] = self.prefix.format(found[-1])
        return self.joined(parts, self.either if query.operator == "or" else self.both)

    def write(self, query: SearchQuery, last_is_prefix: bool = False) -> str:
        """Return `query` in this language, '' if it has no word; raises `Unsupported`."""
        if isinstance(query, PlainText):
            return self.plain(query, last_is_prefix)
        if isinstance(query, Phrase):
            return self.joined([self.word.format(word) for word in self.split(query.query_string)], self.follows)
        if isinstance(query, Or):
            return self.joined([self.write(part, last_is_prefix) for part in query.subqueries], self.either)
        if isinstance(query, And) and query.subqueries:
            *before, last = query.subqueries
            return self.joined([*map(self.write, before), self.write(last, last_is_prefix)], self.both)
        raise Unsupported(type(query).__name__)
