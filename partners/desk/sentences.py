"""Three versions of a text, by its sentences: who changes other sentences than somebody else did keeps both.

The version two people began with is known by the marks of its sentences alone: a form carries those, not the words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_SENTENCE: Final = re.compile(r"\s*\S.*?(?:[.?!…۔]+[\"'”’)\]]*(?=\s)|$)")
_BREAK: Final = re.compile(r"(\n+)")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; line ends between them count as one each."""
    return [piece for part in _BREAK.split(text) for piece in _pieces(part)]


def _pieces(part: str) -> list[str]:
    """Return the sentences of a line; its first keeps the space before it, which says how deep a point of a list stands."""
    if part.startswith("\n"):
        return [part]
    first, *others = [found[0] for found in _SENTENCE.finditer(part)] or [""]
    return [first, *(one.strip() for one in others)] if first else []


def sentence_marks(text: str) -> list[str]:
    """Return a short mark of each sentence of a text."""
    return [_mark(sentence) for sentence in sentences(text)]


def _mark(sentence: str) -> str:
    told = sentence if sentence.isspace() else " ".join(sentence.split())
    return hashlib.blake2s(told.encode("utf-8", "replace"), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class _Change:
    """What stands now for the sentences `start` to `end` of the first version."""

    start: int
    end: int
    now: tuple[str, ...]

    def meets(self, other: _Change) -> bool:
        """Say whether two changes are about the same sentences, or put words into the same gap."""
        if self.start == self.end == other.start == other.end:
            return True
        return self.start < other.end and other.start < self.end


def merged(base: Sequence[str], mine: str, theirs: str) -> str | None:
    """Return `theirs` with what `mine` changed as well; `None` where both changed the same. `base`: `sentence_marks` of the first."""
    own, others = _changes(base, mine), _changes(base, theirs)
    own = [one for one in own if one not in others]
    if any(one.meets(other) for one in own for other in others):
        return None
    return _joined(_applied(base, sorted([*own, *others], key=lambda one: (one.start, one.end)), theirs))


def _matcher(base: Sequence[str], text: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, list(base), sentence_marks(text), autojunk=False)


def _changes(base: Sequence[str], text: str) -> list[_Change]:
    now = sentences(text)
    found: list[_Change] = []
    for tag, start, end, low, high in _matcher(base, text).get_opcodes():
        if tag == "replace" and end - start == high - low:  # one for one
            found += [_Change(start + step, start + step + 1, (now[low + step],)) for step in range(end - start)]
        elif tag != "equal":
            found.append(_Change(start, end, tuple(now[low:high])))
    return found


def _applied(base: Sequence[str], changes: Sequence[_Change], theirs: str) -> Iterator[str]:
    """Yield the sentences of the first version, which stand in `theirs` unless a change is about them, with all changes made."""
    blocks = _matcher(base, theirs).get_matching_blocks()
    there = {block.a + step: block.b + step for block in blocks for step in range(block.size)}
    now = sentences(theirs)
    place = 0
    for change in [*changes, _Change(len(base), len(base), ())]:
        yield from (now[there[kept]] for kept in range(place, change.start))
        yield from change.now
        place = change.end


def _joined(pieces: Iterator[str]) -> str:
    text = ""
    for piece in pieces:
        apart = text and not text.endswith("\n") and not piece.startswith(("\n", " "))
        text += f" {piece}" if apart else piece
    return text.strip("\n")
