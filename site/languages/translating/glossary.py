"""The words we agreed on: which terms occur in a text, and whether its translation uses what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from languages.translating.models import GlossaryTerm
from languages.translating.segments import plain

# What a Welsh word may begin with in place of its first letters: soft, nasal and aspirate mutation, and h before a vowel
# (Peter Wynn Thomas, Gramadeg y Gymraeg, 1996, chapter 2).
_MUTATED = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
    **{vowel: (f"h{vowel}",) for vowel in "aeiouwyâêîôûŵŷ"},
}
_UNCHANGED = ("ch", "dd", "ff", "ng", "ph", "th")  # one letter each, which no mutation touches


@dataclass(frozen=True, slots=True)
class Use:
    """A term that occurs in a text: what it is called, and whether the translation lacks that."""

    term: GlossaryTerm
    is_missing: bool


def terms_in(language: str) -> list[GlossaryTerm]:
    """Return the glossary of a language, in one query."""
    return list(GlossaryTerm.objects.filter(language=language))


def uses(terms: Iterable[GlossaryTerm], source: str, text: str) -> list[Use]:
    """Return the terms that occur in `source`, longest first, each with whether `text` lacks what it is called."""
    original = plain(source)
    # "Share", the word on a button, is not the verb in a sentence.
    found = [one for one in terms if _occurs(one.term, original, as_written=one.term != one.term.lower())]
    said = plain(text)
    return [
        Use(term, bool(said) and not any(_occurs(form, said) for form in _forms(term)))
        for term in sorted(found, key=lambda term: -len(term.term))
    ]


def _occurs(words: str, text: str, *, as_written: bool = False) -> bool:
    flags = 0 if as_written else re.IGNORECASE
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags))


def _forms(term: GlossaryTerm) -> Iterable[str]:
    for choice in term.choices:
        yield choice
        if term.language == "cy":
            yield from mutated(choice)


def mutated(words: str) -> list[str]:
    """Return Welsh `words` with each mutation of the first of them."""
    low = words.lower()
    first = next((start for start in ("ll", "rh") if low.startswith(start)), low[:1])
    if low.startswith(_UNCHANGED):
        return []
    return [start + low[len(first) :] for start in _MUTATED.get(first, ())]
