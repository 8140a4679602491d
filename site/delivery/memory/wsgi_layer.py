"""The layer in front of Django that answers with remembered pages.

In this order: what is no page, or comes from somebody signed in, goes straight to Django; a fresh page is given from memory; a
missing one is rendered from its key alone, once however many ask for it, and remembered if it may be; without a database a page
that was good before stands in, else the reader is asked to come back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import get_resolver

from delivery.front.seconds import until_the_second_ends
from delivery.memory import watcher
from delivery.memory.admission import may_be_remembered
from delivery.memory.disk_store import DiskStore
from delivery.memory.generation import generation, look_and_leave
from delivery.memory.keys import Asked, Key, KeyReader, is_remembered
from delivery.memory.page import STALE, Limits, Page
from delivery.memory.process import forget_process_caches
from delivery.memory.process_cache import start_process_cache
from delivery.memory.rendering import Answer, ExceptionInfo, Headers, render
from delivery.memory.single_flight import SingleFlight
from delivery.memory.store import Store
from delivery.unavailable import unavailable, unavailable_in_all_languages

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

POPULAR: Final = 20
"""How many pages are rendered again in the background after a change."""
SHARED_BY_QUERIES: Final = 4
"""One part in so many of the memory is for addresses with a query, of which there is no end; they never displace the others."""


class PageMemory:
    """A WSGI application that answers for `application` where it can."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._keys = KeyReader()
        limit = settings.PAGE_MEMORY_BYTES
        self._queries = Store(limit // SHARED_BY_QUERIES)
        self._pages = Store(limit - limit // SHARED_BY_QUERIES)
        self._disk = DiskStore(Path(settings.PAGE_MEMORY_FOLDER) / "pages", limit)
        self._generation = generation()
        self._has_proxy: bool = settings.TRUST_PROXY
        _prepare()
        start_process_cache()
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        """Begin as a process of its own: threads and locks do not survive a fork."""
        self._lock = Lock()
        self._renderings = SingleFlight()
        self._noticed = 0
        self._again: list[Key] = []
        self._watcher: Thread | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if self._watcher is None:
            self._wake()
        now = self._notice()
        asked = self._keys.read(environ)
        if asked is None:
            return self._pass_by(environ, start_response)
        page = self._store(asked.key).get(asked.key)
        if page is not None and page.generation == now and page.limits.is_fresh():
            if asked.has_more and page.is_redirect:
                return self._pass_by(environ, start_response)
            page.hits += 1
            return self._give(page, environ, start_response, "hit")
        return self._miss(asked, page if page and page.generation == now else None, environ, start_response)

    def _give(self, page: Page, environ: WSGIEnvironment, start: StartResponse, how: str) -> Iterable[bytes]:
        """Answer with a page; it counts as stale while the database cannot say whether it still holds."""
        if self._generation.is_away:
            return page.respond(environ, start, "stale", STALE)
        return page.respond(environ, start, how, *self._leave())

    def _leave(self) -> tuple[tuple[str, str], ...]:
        """Return the header by which nginx in front may keep an answer until the end of the second, where there is a proxy."""
        return (until_the_second_ends(),) if self._has_proxy else ()

    def _store(self, key: Key) -> Store:
        return self._queries if key.query else self._pages

    def _wake(self) -> None:
        """Start the thread of this process, at the first request: before that it may still be about to fork."""
        with self._lock:
            if self._watcher is None:
                look_and_leave()
                self._watcher = watcher.start(self.turn)

    def _notice(self) -> int:
        """Return the generation; where it is a new one, forget what belongs to the last."""
        now = self._generation.now
        if now != self._noticed:
            with self._lock:
                now = self._generation.now
                if now != self._noticed:
                    self._forget()
                    self._noticed = now
        return now

    def _forget(self) -> None:
        self._again = list(dict.fromkeys([*self._pages.popular(POPULAR), *self._again]))[:POPULAR]
        self._pages.clear()
        self._queries.clear()
        forget_process_caches()

    def turn(self) -> None:
        """Do what is to be done in the background: tidy up, and render what was popular before the last change."""
        self._disk.tidy(self._notice())
        again, self._again = self._again, []
        for key in again:
            if self._pages.get(key) is None and not self._generation.is_away:
                self._obtain(key)

    def _miss(
        self, asked: Asked, old: Page | None, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with a page that is not remembered, or no longer fresh (`old`)."""
        if not is_remembered(asked.key):
            return self._pass_by(environ, start_response)
        found = None if self._generation.is_away else self._obtain(asked.key)
        if isinstance(found, Page):
            if asked.has_more and found.is_redirect:
                return self._pass_by(environ, start_response)
            return self._give(found, environ, start_response, "miss")
        if found is None or found.code >= 500:
            return self._stand_in(old, found, environ, start_response)
        if asked.has_more:  # what was left out of the key may matter here: a redirect from an address with a query
            return self._pass_by(environ, start_response)
        return _pass_on(found, environ, start_response)

    def _stand_in(
        self, old: Page | None, found: Answer | None, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer although Django cannot: with the page as it was, with Django's own error, or asking to come back."""
        if old is not None and old.limits.may_stand_in():
            return old.respond(environ, start_response, "stale", STALE)
        return _pass_on(found or unavailable(environ["PATH_INFO"]), environ, start_response)

    def _obtain(self, key: Key) -> Page | Answer:
        """Return the page of a key, rendered now or a moment ago, or the answer that may not be remembered."""
        return self._renderings.share(key, lambda: self._render(key), self._is_current)

    def _is_current(self, page: Page) -> bool:
        return page.generation == self._generation.now

    def _render(self, key: Key) -> Page | Answer:
        """Return the page from the disk, or render it; one process of the machine at a time for addresses without a query."""
        if key.query:
            return self._ask_django(key)
        with self._disk.locked(key):
            page = self._disk.get(key, self._notice())
            if page is not None:
                self._pages.put(key, page)
                return page
            outcome = self._ask_django(key)
            if isinstance(outcome, Page):
                self._disk.put(key, outcome)
            return outcome

    def _ask_django(self, key: Key) -> Page | Answer:
        """Render a page, and remember it as what was true when the rendering began."""
        now, limits = self._notice(), Limits.from_now()
        answer = render(self._application, self._keys.request_for(key))
        if not may_be_remembered(answer):
            return answer
        page = Page.of(answer, now, limits)
        self._store(key).put(key, page)
        return page

    def _pass_by(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer; nobody may keep the answer unless it says so itself."""

        def start(status: str, headers: Headers, *exc_info: ExceptionInfo) -> Callable[[bytes], object]:
            return start_response(status, unremembered(headers, environ), *exc_info)

        return self._application(environ, start)


def _prepare() -> None:
    """Load and make beforehand, once for all processes that are forked later, what would cost each its first request."""
    unavailable_in_all_languages()
    get_resolver().url_patterns  # noqa: B018  # reading it imports every view


def unremembered(headers: Headers, environ: WSGIEnvironment) -> Headers:
    """Return the headers of an answer that is not remembered, with a `Cache-Control` if it has none."""
    names = {name.lower() for name, _value in headers}
    more = [("X-Page-Memory", "bypass")]
    if "cache-control" not in names:
        is_personal = "set-cookie" in names or "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ
        more.append(("Cache-Control", "private, no-store" if is_personal else "private, max-age=0, must-revalidate"))
    return [*headers, *more]


def _pass_on(answer: Answer, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with what was answered to the request of a key."""
    start_response(answer.status, unremembered(answer.headers, environ))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]
