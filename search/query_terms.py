"""What a reader typed, made safe: a short text, a few words, and the spellings each word is looked up under."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product

from wagtail.search.query import And, Or, PlainText, SearchQuery

from search import welsh
from search.words import fold, words

MAX_LENGTH = 200
MAX_TERMS = 25
MAX_VARIANTS = 16


@dataclass(frozen=True, slots=True)
class Terms:
    """A parsed query: the `text` to show again, its `words` (each once, as written), and whether anything was cut off."""

    text: str
    words: tuple[str, ...]
    shortened: bool

    def __bool__(self) -> bool:
        return bool(self.words)


def parse(typed: str) -> Terms:
    """Return the terms of `typed`: at most 200 characters and 25 words; control characters (NUL among them) are spaces.

    Quotation marks and every other sign part words and mean nothing else.
    """
    tidy = " ".join("".join(char if char.isprintable() else " " for char in typed[: 20 * MAX_LENGTH]).split())
    text = tidy[:MAX_LENGTH].strip()
    found: dict[str, str] = {}
    for word in words(text):
        found.setdefault(fold(word), word)
    kept = tuple(found.values())
    return Terms(text, kept[:MAX_TERMS], len(tidy) > MAX_LENGTH or len(kept) > MAX_TERMS)


class Spelled(Or):
    """One word in several spellings; the first is the one typed, and pages that hold it come first."""


def variants(term: str, language: str) -> tuple[str, ...]:
    """Return the spellings `term` is looked up under in a language, the term itself first.

    Every query passes through here, so this is the place for what a language adds: initial mutations in Welsh; in Polish ł,
    which is a letter of its own to Unicode, but readers type l. Nothing is added to an English search.
    """
    if language == "cy":
        return welsh.spellings(term)
    return _with_stroke(term) if language == "pl" else (term,)


def _with_stroke(term: str) -> tuple[str, ...]:
    """Return `term` with each l also as ł and the other way round, at most `MAX_VARIANTS` spellings."""
    letters = ("lł" if letter in "lł" else letter for letter in term.casefold())
    spelled = ("".join(letters) for letters in product(*letters))
    return tuple(dict.fromkeys([term, *islice(spelled, MAX_VARIANTS)]))


def to_query(terms: Terms, language: str) -> SearchQuery:
    """Return Wagtail's query for pages that hold every word of `terms`, each in any of its spellings, in their order."""
    spellings = [variants(word, language) for word in terms.words]
    if not any(len(found) > 1 for found in spellings):
        return PlainText(" ".join(found[0] for found in spellings), operator="and")
    parts: list[SearchQuery] = [_any_of(found) for found in spellings]
    return parts[0] if len(parts) == 1 else And(parts)


def _any_of(spellings: tuple[str, ...]) -> SearchQuery:
    parts = [PlainText(spelling) for spelling in spellings]
    return Spelled(parts) if len(parts) > 1 else parts[0]


def as_typed(query: SearchQuery) -> SearchQuery | None:
    """Return `query` with every word only as it was typed; `None` if it says nothing else already."""
    if isinstance(query, Spelled):
        typed: SearchQuery = query.subqueries[0]
        return typed
    if not isinstance(query, And):
        return None
    found = [as_typed(part) for part in query.subqueries]
    if not any(found):
        return None
    return And([exact or part for exact, part in zip(found, query.subqueries, strict=True)])


def sought(terms: Terms, language: str) -> frozenset[str]:
    """Return the spellings that count as a match, for marking them in a text.

    They are folded; but a Welsh form that only its mark tells from a little word (dŷ, of tŷ) stands as it is written.
    """
    found = [spelling for word in terms.words for spelling in variants(word, language)]
    marked = welsh.lost_forms(found) if language == "cy" else ()
    return frozenset([*map(fold, found), *marked])
