"""How much one network may send in a minute. The count lives in the cache: addresses of readers are stored nowhere."""

from __future__ import annotations

import time

from django.core.cache import cache

SECONDS = 120
"""How long a count is kept; it is asked for within its minute only."""


def this_minute() -> int:
    """Return the number of the minute we are in."""
    return int(time.time() // 60)


def is_flood(what: str, network: str, most: int) -> bool:
    """Count one more of `what` from `network`, and say whether there were more than `most` within the minute."""
    key = f"flood.{what}:{network}:{this_minute()}"
    cache.add(key, 0, timeout=SECONDS)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # the cache was emptied in between
        cache.set(key, 1, timeout=SECONDS)
        return most < 1
