"""Finding the counterpart of each block of the original in a translation, also where it was written by hand.

A draft made by the translators' side has the blocks of the original, id by id. A page somebody wrote in the page editor has
blocks of its own: those are paired in their order, a text with a text and a quote with a quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from wagtail.models import Page

from languages.translating.block_ids import raw_stream, stream_fields

Raw = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Leftover:
    """A block that stands in the translation only: its field, itself, and the id of the block of the original it follows."""

    field_name: str
    block: Mapping[str, Any]
    after: str

    @property
    def id(self) -> str:
        """The id of the block."""
        return str(self.block["id"])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which block of the original each block of the translation stands for, by ids, and the blocks that stand for none."""

    ids: Mapping[str, str]
    leftovers: tuple[Leftover, ...]

    def path_in_original(self, path: str) -> str:
        """Return the path of the original's text for the path of a translation's."""
        return ".".join(self.ids.get(part, part) for part in path.split("."))


def pair(original: Page, translation: Page) -> Pairs:
    """Return the pairs of two pages of one model."""
    ids: dict[str, str] = {}
    leftovers: list[Leftover] = []
    for field in stream_fields(original):
        theirs, ours = raw_stream(original, field), raw_stream(translation, field)
        ids.update(_pairs(theirs, ours))
        leftovers += _leftovers(field.name, ours, ids)
    return Pairs(ids, tuple(leftovers))


def _pairs(theirs: Raw, ours: Raw) -> Iterator[tuple[str, str]]:
    """Yield the ids of blocks of ours and their counterparts, those inside them too."""
    same = {block["id"] for block in theirs} & {block["id"] for block in ours}
    yield from ((known, known) for known in same)
    known = {block["id"]: block for block in theirs}
    for block in ours:
        if block["id"] in same:
            yield from _inside(known[block["id"]]["value"], block["value"])
    rest = [block for block in theirs if block["id"] not in same], [block for block in ours if block["id"] not in same]
    kinds = [[str(block["type"]) for block in side] for side in rest]
    matcher = SequenceMatcher(None, kinds[0], kinds[1], autojunk=False)
    for start, other, size in matcher.get_matching_blocks():
        for one, two in zip(rest[0][start : start + size], rest[1][other : other + size], strict=True):
            yield two["id"], one["id"]
            yield from _inside(one["value"], two["value"])


def _inside(theirs: Any, ours: Any) -> Iterator[tuple[str, str]]:
    """Yield the pairs inside the values of two paired blocks."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in theirs.keys() & ours.keys():
            yield from _inside(theirs[name], ours[name])
    elif _are_blocks(theirs) and _are_blocks(ours):
        yield from _pairs(theirs, ours)


def _are_blocks(value: Any) -> bool:
    """Say whether `value` is a list of blocks or of items, which have ids."""
    return isinstance(value, list) and all(isinstance(one, dict) and {"id", "type"} <= one.keys() for one in value)


def _leftovers(name: str, ours: Raw, ids: Mapping[str, str]) -> Iterator[Leftover]:
    after = ""
    for block in ours:
        if block["id"] in ids:
            after = ids[block["id"]]
        else:
            yield Leftover(name, block, after)
