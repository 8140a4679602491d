"""Two people on one form: whoever saves changes what they touched and nothing else.

A form carries a mark of each value as it was shown. A value whose mark is still the same was not touched, and stays as it is now,
whoever changed it meanwhile. Of one that both changed, different sentences are merged where its declaration says so; what is left is
a conflict: nothing is decided for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from partners.desk.body_markdown import canonical
from partners.desk.declared_fields import Declaration, Merging, Value
from partners.desk.sentences import merged, sentence_marks

Marks = dict[str, str]
Values = Mapping[str, Value]
Declared = Callable[[str], Declaration]
"""Says what is declared of a field by its name."""


def mark(value: Value, merging: Merging = Merging.WHOLE) -> str:
    """Return a short mark of a value, the same for texts that would be kept alike; behind it the marks of its sentences, if they count."""
    if merging == Merging.SENTENCES and isinstance(value, str):
        return " ".join([_digest(canonical(value)), *sentence_marks(value)])
    return _digest(json.dumps(value, ensure_ascii=False))


def _digest(told: str) -> str:
    return hashlib.blake2s(told.encode("utf-8", "replace"), digest_size=6).hexdigest()


def marks(values: Values, declared: Declared) -> Marks:
    """Return the mark of each value."""
    return {name: mark(value, declared(name).merging) for name, value in values.items()}


def is_same(one: str, other: str) -> bool:
    """Say whether two marks are those of the same value."""
    return one.split(" ")[0] == other.split(" ")[0]


def seen_in(data: QueryDict) -> Marks:
    """Return the marks a form carries of what it had shown; none if they are not as we wrote them."""
    try:
        found = json.loads(data.get("seen", ""))
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}


@dataclass(slots=True)
class Merged:
    """What is to be kept, the marks the writer's form goes on with, and the names of what two people changed.

    `joined` are values that hold the words of both: the writer's form does not show them yet.
    """

    values: dict[str, Value]
    marks: Marks
    conflicts: list[str] = field(default_factory=list)
    joined: dict[str, Value] = field(default_factory=dict)


def merge(now: Values, typed: Values, seen: Mapping[str, str], declared: Declared) -> Merged:
    """Return `now` with what a writer changed since they saw it; `seen` are the marks of what they saw."""
    found = Merged(dict(now), dict(seen))
    for name, value in typed.items():
        _merge_one(found, name, value, seen.get(name, ""), declared(name).merging)
    return found


def _merge_one(found: Merged, name: str, value: Value, was: str, merging: Merging) -> None:
    """Decide about one field of a form."""
    present = found.values.get(name, "")
    own, current = mark(value, merging), mark(present, merging)
    if is_same(own, current):
        found.marks[name] = own  # nothing to keep: it says so already
    elif is_same(own, was):
        return
    elif is_same(was, current):
        found.values[name], found.marks[name] = value, own
    elif (both := _both(value, present, was, merging)) is not None:
        found.values[name] = found.joined[name] = both
    else:
        found.conflicts.append(name)


def _both(value: Value, present: Value, was: str, merging: Merging) -> str | None:
    """Return a text with the sentences both changed, or `None` where it cannot be told which stand."""
    before = was.split(" ")[1:]
    if merging != Merging.SENTENCES or not before:
        return None
    return merged(before, str(value), str(present))
