"""How far sweeps and random walks go: a part of the way with every change, the whole way in `make nightly`.

What is random is drawn from `TEST_SEED`, which pytest prints first: the same number draws the same again.
"""

from __future__ import annotations

import os
from random import Random

NIGHTLY = os.environ.get("NIGHTLY") == "1"
SEED = int(os.environ.get("TEST_SEED", "20261122"))


def rounds(whole: int, part: int) -> int:
    """Return how many rounds a test goes now: `whole` at night, else `part`."""
    return whole if NIGHTLY else part


def chance(number: int = 0) -> Random:
    """Return the source of everything random in round `number`: repeatable, nothing secret."""
    return Random(f"{SEED}, {number}")  # noqa: S311  # it must be repeatable
