"""The remembered pages of one process, at most so many bytes of them: what was asked for longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from heapq import nlargest
from threading import Lock

from delivery.memory.keys import Key
from delivery.memory.page import Page


class Store:
    """Pages by key, `limit` bytes at most. Reading takes no lock; a page that is evicted meanwhile is simply missed."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> Page | None:
        """Return the page of a key and count it as asked for; `None` if it is not remembered."""
        page = self._pages.get(key)
        if page is not None:
            with suppress(KeyError):  # evicted by another thread a moment ago
                self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page) -> None:
        """Remember a page in place of what was remembered; one that takes an eighth of the memory or more is not kept."""
        with self._lock:
            self._remove(key)
            if page.size * 8 > self._limit:
                return
            self._pages[key] = page
            self.size += page.size
            while self.size > self._limit:
                self._remove(next(iter(self._pages)))

    def _remove(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages = OrderedDict()
            self.size = 0

    def popular(self, count: int) -> list[Key]:
        """Return the keys asked for most often since their pages were rendered, most popular first; none without a hit."""
        with self._lock:
            pages = [(key, page.hits) for key, page in self._pages.items() if page.hits]
        return [key for key, _hits in nlargest(count, pages, key=lambda pair: pair[1])]
