"""Lists as Word, mail and telephones paste them: their signs become those a writer would type, so that they are lists here too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Word's own fonts put their dots into the private use area: F0B7 is Symbol's, F0A7 that of Wingdings.
_DOT: Final = re.compile(r"(?P<indent>[ \t\u00a0]*)[•·●▪◦‣⁃∙\uf0b7\uf0a7][ \t\u00a0]*(?=\S)")
# Word's second level. A tab or two spaces follow it: "o" and one space begins many a line of Welsh.
_CIRCLE: Final = re.compile(r"[ \t\u00a0]*o(?:\t|[ \u00a0]{2,})[ \t\u00a0]*(?=\S)")
_DASH: Final = re.compile(r"(?P<indent>[ \t\u00a0]*)[–−][ \t\u00a0]+(?=\S)")
_POINT: Final = re.compile(r"\s*[-*+] ")


def with_lists(text: str) -> str:
    """Return `text` with pasted points of lists as lines that begin with a hyphen.

    A dash begins a point only beside another such line: one alone is how many languages begin what somebody says.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_points(lines))


def _points(lines: list[str]) -> Iterator[str]:
    before = ""
    for place, line in enumerate(lines):
        point = _point(line, before, _has_neighbour(lines, place))
        before = point if point.strip() else before
        yield point


def _point(line: str, before: str, has_neighbour: bool) -> str:
    if found := _DOT.match(line):
        return f"{_indent(found, before)}- {line[found.end() :]}"
    if found := _CIRCLE.match(line):
        return f"{'  ' if _POINT.match(before) else ''}- {line[found.end() :]}"
    if has_neighbour and (found := _DASH.match(line)):
        return f"{_indent(found, before)}- {line[found.end() :]}"
    return line


def _indent(found: re.Match[str], before: str) -> str:
    """Return the indent of a point: one step if it was indented under another."""
    return "  " if found["indent"] and _POINT.match(before) and before.startswith(("-", "  ")) else ""


def _has_neighbour(lines: list[str], place: int) -> bool:
    beside = (lines[near] for near in (place - 1, place + 1) if 0 <= near < len(lines))
    return any(_DASH.match(line) for line in beside)
