"""One rendering of a page at a time within a process: whoever asks meanwhile waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from typing import Final

from delivery.memory.keys import Key
from delivery.memory.page import Page
from delivery.memory.rendering import Answer

WAIT_LIMIT: Final = 20.0
"""Seconds somebody waits for another one's rendering before rendering the page themselves."""


class _Rendering:
    """A rendering that has begun."""

    def __init__(self) -> None:
        self.is_finished = Event()
        self.page: Page | None = None


class SingleFlight:
    """The renderings that are going on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._renderings: dict[Key, _Rendering] = {}

    def share(self, key: Key, render: Callable[[], Page | Answer], is_good: Callable[[Page], bool]) -> Page | Answer:
        """Return what `render` makes, or the page somebody else's call made meanwhile if it `is_good` to be shared.

        An `Answer`, which may not be remembered, is never given to anybody but the one it was made for.
        """
        with self._lock:
            rendering = self._renderings.get(key)
            if rendering is None:
                own = self._renderings[key] = _Rendering()
        if rendering is None:
            return self._lead(key, own, render)
        rendering.is_finished.wait(WAIT_LIMIT)
        return rendering.page if rendering.page and is_good(rendering.page) else render()

    def _lead(self, key: Key, rendering: _Rendering, render: Callable[[], Page | Answer]) -> Page | Answer:
        try:
            outcome = render()
            rendering.page = outcome if isinstance(outcome, Page) else None
        finally:
            with self._lock:
                self._renderings.pop(key, None)
            rendering.is_finished.set()
        return outcome
