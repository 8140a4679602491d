"""How much may be done within a time: one kind of limit for forms, letters and sign-in, whatever its count lies in.

What networks send is counted in the cache, because addresses of readers are stored nowhere; while Redis is away each process counts
for itself (`delivery.caches`). What is stored anyway is counted where it is stored, exactly, across all processes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
_LOCK: Final = 20_26_11  # any number of our own: PostgreSQL lets one counted form in at a time


class RateLimitExceededError(Exception):
    """Raised with a sentence for the reader when one more is one too many."""


class Counter(Protocol):
    """Where the events of a limit are counted, each under a key: a network, an address, '' for all together."""

    def add(self, limit: RateLimit, key: str) -> int:
        """Count one more event, and return how many there have been within the window, this one included."""


@dataclass(frozen=True, slots=True)
class CacheCounter:
    """Counts in the cache, from one full minute (or whatever the window is) to the next; an emptied cache begins at one."""

    def add(self, limit: RateLimit, key: str) -> int:
        """Count one more event. Raises nothing when the cache is away."""
        seconds = int(limit.window.total_seconds())
        name = f"limit.{limit.name}:{key}:{current_window(seconds)}"
        cache.add(name, 0, timeout=2 * seconds)
        try:
            return int(cache.incr(name))
        except ValueError:  # the cache was emptied in between
            cache.set(name, 1, timeout=2 * seconds)
            return 1


@dataclass(frozen=True, slots=True)
class RowCounter:
    """Counts what is in the database already: `stored` returns how many rows of a key came in since a time.

    The event itself is the row that the caller stores afterwards, in the same transaction: see `count_alone`.
    """

    stored: Callable[[datetime, str], int]

    def add(self, limit: RateLimit, key: str) -> int:
        """Return how many there would be with one more."""
        return self.stored(timezone.now() - limit.window, key) + 1


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `count` events of each key within `window`; `name` tells limits apart that share a counter."""

    name: str
    count: int
    window: timedelta
    counter: Counter = field(default_factory=CacheCounter)

    def admits(self, key: str = "") -> bool:
        """Count one more event of a key, and say whether it is within the limit."""
        return self.counter.add(self, key) <= self.count

    def check(self, key: str, words: str) -> None:
        """Count one more event of a key; raises `RateLimitExceededError` with `words` when it is one too many."""
        if not self.admits(key):
            raise RateLimitExceededError(words)


def current_window(seconds: int) -> int:
    """Return the number of the window of so many seconds that we are in."""
    return int(time.time() // seconds)


def count_alone() -> None:
    """Make others that count rows wait until this transaction ends. SQLite's immediate transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
