"""A few words of a text around what was looked for, with every match marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.entries import FACTS
from search.words import WORD, fold

LENGTH = 200  # characters of an extract
LEAD = 70  # characters kept before the first match
_SENTENCE = re.compile(r"(?<=[.!?:…۔؟])[\"'’”»)]*\s+")


def mark(text: str, sought: Collection[str]) -> SafeString:
    """Return `text` escaped, with the words that are in `sought`, folded or as they are written, in `<mark>`."""
    text = unicodedata.normalize("NFC", text)
    pieces, last = [], 0
    for match in _matches(text, sought):
        pieces += [escape(text[last : match.start()]), f"<mark>{escape(match.group())}</mark>"]
        last = match.end()
    return mark_safe("".join([*pieces, escape(text[last:])]))  # every piece is escaped


def extract(indexed: str, sought: Collection[str]) -> SafeString:
    """Return part of an indexed text (see `search.entries`), marked: around the first match, or its beginning.

    Facts are not read out: a reader sees them in the line below.
    """
    prose = unicodedata.normalize("NFC", indexed).rpartition(FACTS)[0] or indexed
    lines = [" ".join(line.split()) for line in prose.splitlines() if line.strip()]
    line = next((line for line in lines if next(_matches(line, sought), None)), lines[0] if lines else "")
    first = next(_matches(line, sought), None)
    return mark(_window(line, first.start() if first else 0), sought)


def _matches(text: str, sought: Collection[str]) -> Iterator[re.Match[str]]:
    return (match for match in WORD.finditer(text) if _is_sought(match.group(), sought))


def _is_sought(word: str, sought: Collection[str]) -> bool:
    return fold(word) in sought or word.casefold() in sought


def _window(line: str, position: int) -> str:
    """Return about `LENGTH` characters of `line` that hold `position`, whole words only, … where something is left out."""
    if len(line) <= LENGTH:
        return line
    start = _start(line, position)
    part = line[start : start + LENGTH]
    if start + LENGTH < len(line):
        part = (part.rpartition(" ")[0] or part).rstrip(" ,;") + "…"
    return part if start == 0 or _begins_sentence(line, start) else f"…{part}"


def _start(line: str, position: int) -> int:
    """Return where to begin: at a sentence if one begins shortly before the match, else at a word."""
    if position < LEAD:
        return 0
    earliest = position - LEAD
    sentences = [match.end() for match in _SENTENCE.finditer(line, earliest, position)]
    if sentences:
        return sentences[0]
    space = line.find(" ", earliest, position)
    return position if space < 0 else space + 1


def _begins_sentence(line: str, start: int) -> bool:
    return bool(re.search(r"[.!?:…۔؟][\"'’”»)]*\s+$", line[max(0, start - 6) : start]))
