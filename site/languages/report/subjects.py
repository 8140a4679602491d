"""What pages are about, by name: rooms further out say which strands and partners there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Subject = Literal["strand", "partner"]
Names = Callable[[], dict[str, str]]

_names: dict[Subject, Names] = {}


def names_subjects(subject: Subject) -> Callable[[Names], Names]:
    """Have the decorated function say what each strand, or each partner, is called: by slug, by id."""

    def register(names: Names) -> Names:
        _names[subject] = names
        return names

    return register


def names_of(subject: Subject) -> dict[str, str]:
    """Return what each strand or partner is called; nothing if no room has said so."""
    return _names[subject]() if subject in _names else {}
