"""Values that stand on many pages, kept by a process until anything that pages show has changed.

Menus, settings and the site itself are the same on every page of a language, and take a third of the work of rendering one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from django.db import connection

from delivery.memory.generation import generation

Value = TypeVar("Value")

LIMIT: Final = 1000
"""How many values are kept; there are a few for each host and language."""


class _Kept:
    """What this process keeps: by key, the generation a value was made in, and the value."""

    is_watched = False
    values: dict[Hashable, tuple[int, Any]] = {}


def begin_keeping() -> None:
    """Keep values from now on: this process hears of changes."""
    _Kept.is_watched = True


def stop_keeping() -> None:
    """Keep nothing any more, and forget what was kept."""
    _Kept.is_watched = False
    _Kept.values.clear()


def kept(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return the value of `key`, made by `make` unless it was made in this generation. Raises what `make` raises.

    Threads share the value: it must not be changed. In a transaction nothing is kept, for it may yet be undone.
    """
    if not _Kept.is_watched or connection.in_atomic_block:
        return make()
    now = generation().now  # before it is made: what changes meanwhile belongs to the next generation
    made_in, value = _Kept.values.get(key, (None, None))
    if made_in == now:
        return value  # type: ignore[return-value]  # what `make` returned then
    value = make()
    if len(_Kept.values) >= LIMIT:
        _Kept.values.clear()
    _Kept.values[key] = (now, value)
    return value
