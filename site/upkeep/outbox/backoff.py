"""How often an effect is tried, and how long a worker and a retry wait."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final

MAX_ATTEMPTS: Final = 8
"""Attempts in all, over about a day, before an effect is given up."""

LEASE: Final = timedelta(minutes=5)
"""How long a worker has for one effect before another takes it over: more than a mail server that hangs can take."""

FIRST_WAIT: Final = timedelta(seconds=30)
CAP: Final = timedelta(hours=12)
JITTER: Final = 0.25
LONGEST_WAIT: Final = CAP * (1 + JITTER)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: 30 s, 2 min, 8 min and so on, at most 12 h, and up to a quarter more.

    The quarter is chance: what failed together does not come back together.
    """
    wait = min(FIRST_WAIT * 4 ** (attempts - 1), CAP)
    return wait * (1 + JITTER * random.random())  # noqa: S311  # nobody gains by guessing it
