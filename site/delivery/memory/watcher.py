"""The thread of each process that looks after its memory: asks what has changed, and renders popular pages again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import Final

from delivery.memory.generation import PERIOD, generation, look_and_leave

TICK: Final = 0.2
"""Seconds between two turns of the thread."""

logger = logging.getLogger(__name__)


def start(turn: Callable[[], None]) -> Thread:
    """Start the thread, which calls `turn` every `TICK` seconds for as long as the process lives."""
    thread = Thread(target=_watch, args=(turn,), name="page-memory", daemon=True)
    thread.start()
    return thread


def _watch(turn: Callable[[], None]) -> None:
    while True:
        time.sleep(TICK)
        try:
            look_if_due()
            turn()
        except Exception:  # the thread must outlive any fault; a page that cannot be rendered is rendered on demand
            logger.exception("The memory of pages could not be looked after.")


def look_if_due() -> None:
    """Look at the database unless another process of this machine has done so a moment ago."""
    if generation().seconds_since_look() >= PERIOD:
        look_and_leave()
