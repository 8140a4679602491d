"""One rendering of a page at a time within a process: whoever asks meanwhile waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from typing import Final

from delivery.memory.keys import Key
from delivery.memory.page import Page
from delivery.memory.rendering import Answer

PATIENCE: Final = 20.0
"""Seconds somebody waits for another one's rendering before rendering the page themselves."""


class _Flight:
    """A rendering that has begun."""

    def __init__(self) -> None:
        self.has_landed = Event()
        self.page: Page | None = None


class Flights:
    """The renderings that are going on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._flights: dict[Key, _Flight] = {}

    def share(self, key: Key, render: Callable[[], Page | Answer], is_good: Callable[[Page], bool]) -> Page | Answer:
        """Return what `render` makes, or the page somebody else's call made meanwhile if it `is_good` to be shared.

        An `Answer`, which may not be remembered, is never given to anybody but the one it was made for.
        """
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                own = self._flights[key] = _Flight()
        if flight is None:
            return self._fly(key, own, render)
        flight.has_landed.wait(PATIENCE)
        return flight.page if flight.page and is_good(flight.page) else render()

    def _fly(self, key: Key, flight: _Flight, render: Callable[[], Page | Answer]) -> Page | Answer:
        try:
            outcome = render()
            flight.page = outcome if isinstance(outcome, Page) else None
        finally:
            with self._lock:
                self._flights.pop(key, None)
            flight.has_landed.set()
        return outcome
