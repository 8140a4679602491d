"""Two people on one story: whoever saves changes what they touched and nothing else.

A form carries a mark of each value as it was shown. A value whose mark is still the same was not touched, and stays as it is now,
whoever changed it meanwhile. One that both changed, each to something else, is a conflict: nothing is decided for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partners.desk.body_markdown import canonical
from stories.desk.story_values import Values

Marks = dict[str, str]


def mark(name: str, value: Any) -> str:
    """Return a short mark of a value: the same for texts that would be kept alike."""
    told = canonical(value) if name == "text" else json.dumps(value, ensure_ascii=False)
    return hashlib.blake2s(told.encode("utf-8", "replace"), digest_size=6).hexdigest()


def marks(values: Values) -> Marks:
    """Return the mark of each value."""
    return {name: mark(name, value) for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be kept, the marks the writer's form goes on with, and the names of values that two people changed."""

    values: Values
    marks: Marks
    conflicts: tuple[str, ...]


def merge(now: Values, typed: Values, seen: Mapping[str, str]) -> Merged:
    """Return `now` with what a writer changed since they saw it; `seen` are the marks of what they saw."""
    kept, shown, conflicts = dict(now), dict(seen), []
    for name, value in typed.items():
        own, present = mark(name, value), mark(name, now.get(name, ""))
        if own == present:
            shown[name] = own  # nothing to keep: it says so already
        elif own == seen.get(name):
            continue
        elif seen.get(name) == present:
            kept[name], shown[name] = value, own
        else:
            conflicts.append(name)
    return Merged(kept, shown, tuple(conflicts))
