"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from languages.translating.segments import plain


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words: `kind` is `same`, `gone` or `new`."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Part]:
    """Return the words of two HTML fragments in one row, what went before what came."""
    return difference_of_texts(plain(before), plain(after))


def difference_of_texts(before: str, after: str) -> list[Part]:
    """Return the words of two plain texts in one row, what went before what came."""
    return list(_parts(_words(before), _words(after)))


def _words(text: str) -> list[str]:
    """Return words and the spaces between them; marks stand by themselves, so that a full stop changes no word."""
    return re.findall(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]", text)


def _parts(old: list[str], new: list[str]) -> Iterator[Part]:
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(old[a1:a2]))
            continue
        if a2 > a1:
            yield Part("gone", "".join(old[a1:a2]))
        if b2 > b1:
            yield Part("new", "".join(new[b1:b2]))
