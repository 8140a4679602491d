"""The words of the index, by language, for "Did you mean". They grow with the index and start anew when it is rebuilt.

A word may come from a draft. It is never shown for its own sake: `search.queries` suggests a word only when searching for
it finds something the reader may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length

from languages.locales import locale_code
from search.entries import Entry
from search.models import Word
from search.spelling import distance, tolerance
from search.words import fold, words

SHORTEST, LONGEST = 3, 30
MAX_CANDIDATES = 4000  # rows compared for one search: 20 ms at most
BATCH = 2000


def _kept(folded: str) -> bool:
    return SHORTEST <= len(folded) <= LONGEST and folded.isalpha()


def remember(entries: Iterable[tuple[Any, Entry]]) -> None:
    """Add the words of indexed pages; what has no language (pictures, accounts) is left out."""
    texts: dict[str, set[str]] = defaultdict(set)
    for obj, entry in entries:
        if getattr(obj, "locale_id", None):
            texts[locale_code(obj.locale_id)].update(words(f"{entry.title} {entry.body}".casefold()))
    for language, found in texts.items():
        _store(language, {folded: word for word in sorted(found) if _kept(folded := fold(word))})


def _store(language: str, found: dict[str, str]) -> None:
    """Keep words of a language by their folded form. gŵyl replaces gwyl, which is what people type; never the reverse."""
    rows = [Word(language=language, folded=folded, text=word[:LONGEST]) for folded, word in found.items()]
    marked = [row for row in rows if row.text != row.folded]
    plain = [row for row in rows if row.text == row.folded]
    Word.objects.bulk_create(plain, batch_size=BATCH, ignore_conflicts=True)
    Word.objects.bulk_create(
        marked,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["language", "folded"],
        update_fields=["text"],
    )


def forget() -> None:
    """Forget every word."""
    Word.objects.all().delete()


def unlearn(language: str, text: str, is_known: Callable[[str], bool]) -> None:
    """Forget the words of a text that was erased, but those that `is_known` still finds in the index."""
    folded = {fold(word) for word in words(text.casefold())}
    gone = [word for word in folded if _kept(word) and not is_known(word)]
    for start in range(0, len(gone), BATCH):
        Word.objects.filter(language=language, folded__in=gone[start : start + BATCH]).delete()


def _candidates(terms: Iterable[str], language: str) -> dict[str, str]:
    """Return words that might be meant by any of the folded `terms`: nearly as long, with a like beginning."""
    near = Q()
    for term in terms:
        slack = tolerance(term)
        begins = Q(folded__startswith=term[0]) | Q(folded__startswith=term[1])
        near |= begins & Q(length__range=(len(term) - slack, len(term) + slack))
    rows = Word.objects.filter(language=language).annotate(length=Length("folded")).filter(near)
    return dict(rows.values_list("folded", "text")[:MAX_CANDIDATES])


def corrections(terms: Iterable[str], language: str, at_most: int = 2) -> dict[str, list[str]]:
    """Return, for each folded term that is no word of a language, the words nearest to it, best first, in one query."""
    asked = [term for term in terms if SHORTEST <= len(term) <= LONGEST and term.isalpha()]
    candidates = _candidates(asked, language) if asked else {}
    unknown = [term for term in asked if term not in candidates]
    return {term: [candidates[folded] for folded in _nearest(term, candidates)[:at_most]] for term in unknown}


def _nearest(term: str, candidates: Iterable[str]) -> list[str]:
    """Return the candidates within reach, nearest first; of two as near, the one with the same letters (soup for suop)."""
    limit = tolerance(term)
    measured = ((distance(term, folded, limit), len(set(term) ^ set(folded)), folded) for folded in candidates)
    return [folded for far, _letters, folded in sorted(found for found in measured if found[0] <= limit)]
