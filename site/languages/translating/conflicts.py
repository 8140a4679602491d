"""Two translators on one page: whose words stand when both saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from languages.translating.rows import Row
from languages.translating.saving import Typed
from languages.translating.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Merged:
    """What both typed, put together; `conflicts` are the newer words of the other, by row, where both changed the same one."""

    typed: Typed
    conflicts: Mapping[str, str]


def merge(before: Worksheet, now: Worksheet, typed: Typed) -> Merged:
    """Put together what was `typed` into the worksheet `before` and what somebody else has saved since (`now`)."""
    then = {row.key: row for row in before.rows}
    words: dict[str, str] = {}
    conflicts: dict[str, str] = {}
    for row in now.rows:
        mine, theirs, base = _versions(row, then, typed)
        words[row.key] = theirs if mine == base else mine
        if mine not in (base, theirs) and theirs != base:
            conflicts[row.key] = theirs
    return Merged(replace(typed, words=words), conflicts)


def _versions(row: Row, then: Mapping[str, Row], typed: Typed) -> tuple[str, str, str]:
    base = then[row.key].text if row.key in then else ""
    return typed.words.get(row.key, base), row.text, base
