"""Values that stand on many pages, cached by a process until anything that pages show has changed.

Menus, settings and the site itself are the same on every page of a language, and take a third of the work of rendering one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from django.db import connection

from delivery.memory.generation import generation

Value = TypeVar("Value")

LIMIT: Final = 1000
"""How many values are cached; there are a few for each host and language."""


class _Cache:
    """What this process has cached: by key, the generation a value was made in, and the value."""

    is_watched = False
    values: dict[Hashable, tuple[int, object]] = {}


def start_process_cache() -> None:
    """Cache from now on: this process hears of changes."""
    _Cache.is_watched = True


def stop_process_cache() -> None:
    """Cache nothing any more, and forget what was cached."""
    _Cache.is_watched = False
    _Cache.values.clear()


def process_cached(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return the value of `key`, made by `make` unless it was made in this generation. Raises what `make` raises.

    Threads share the value: it must not be changed. In a transaction nothing is cached, for it may yet be undone.
    """
    if not _Cache.is_watched or connection.in_atomic_block:
        return make()
    now = generation().now  # before it is made: what changes meanwhile belongs to the next generation
    made_in, value = _Cache.values.get(key, (None, None))
    if made_in == now:
        return value  # type: ignore[return-value]  # what `make` returned then
    value = make()
    if len(_Cache.values) >= LIMIT:
        _Cache.values.clear()
    _Cache.values[key] = (now, value)
    return value
