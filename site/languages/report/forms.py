"""How many pages stand in other forms, such as British Sign Language and Easy Read: the room of pages counts them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Counts = Callable[[], Mapping[str, Mapping[str, int]]]

_counters: list[Counts] = []


def counts_forms(counts: Counts) -> Counts:
    """Have the decorated function say how many pages of each language have each form: by name, by language code."""
    _counters.append(counts)
    return counts


def figures_of_forms(languages: list[str]) -> list[tuple[str, list[int]]]:
    """Return each form by name with its number of pages in each of `languages`."""
    return [
        (name, [by_language.get(code, 0) for code in languages])
        for counts in _counters
        for name, by_language in counts().items()
    ]
