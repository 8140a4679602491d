"""A remembered page: its bytes in every compression, with all that is needed to answer with them."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

from delivery.memory.encodings import compress, preferred
from delivery.memory.rendering import Answer, Headers

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LIFE: Final = 3600.0
"""Seconds after which a page is rendered again even though nothing is known to have changed."""
STALE_LIFE: Final = 24 * 3600.0
"""Seconds for which a page stands in when it cannot be rendered again."""
_OVERHEAD: Final = 2000  # bytes of Python objects a page costs besides its bodies
_OWN: Final = {
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "etag",
    "server",
    "server-timing",
    "vary",
    "x-request-id",
}
"""Headers that are made anew for each answer."""
_OF_BODY: Final = frozenset(("content-type", "content-length", "content-encoding", "content-language", "last-modified"))
STALE: Final = ("Warning", '110 - "Response is Stale"')


def cache_control() -> str:
    """Return what browsers and a CDN in front are told: ask again every time, which costs a 304; a CDN by `PAGE_CDN_SECONDS`."""
    shared = f", s-maxage={settings.PAGE_CDN_SECONDS}" if settings.PAGE_CDN_SECONDS else ""
    return f"public, max-age=0, must-revalidate{shared}"


def seconds_to_midnight() -> float:
    """Return how long the local day still lasts: tomorrow a page may list other events."""
    now = timezone.localtime()
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return tomorrow.timestamp() - now.timestamp()


@dataclass(frozen=True, slots=True)
class Limits:
    """Until when a page is good: by a clock that only goes forward, and by the calendar. Times in seconds."""

    until: float
    midnight: float
    stale_until: float

    @classmethod
    def from_now(cls) -> Limits:
        """Return the limits of a page whose rendering begins now."""
        now = time.monotonic()
        return cls(now + LIFE, time.time() + seconds_to_midnight(), now + STALE_LIFE)

    def is_fresh(self) -> bool:
        """Say whether the page may be given as it is."""
        return time.monotonic() < self.until and time.time() < self.midnight

    def may_stand_in(self) -> bool:
        """Say whether the page may be given because no newer one can be had."""
        return time.monotonic() < self.stale_until


@dataclass(slots=True)
class Page:
    """One remembered page. `generation` is the one its rendering began in; `bodies` are kept by encoding ('' is plain)."""

    status: str
    headers: Headers
    bodies: dict[str, bytes]
    length: int
    tag: str
    generation: int
    limits: Limits
    hits: int = 0
    _ready: dict[str, tuple[str, Headers]] = field(default_factory=dict)

    @classmethod
    def of(cls, answer: Answer, generation: int, limits: Limits) -> Page:
        """Return the page that remembers `answer`. The plain text is kept only where it does not compress."""
        forms = compress(answer.body)
        headers = [(name, value) for name, value in answer.headers if name.lower() not in _OWN]
        headers += [("Vary", "Accept-Encoding"), ("Cache-Control", answer.header("cache-control") or cache_control())]
        bodies = forms if "gzip" in forms else {**forms, "": answer.body}
        tag = blake2b(answer.body, digest_size=12).hexdigest()
        return cls(answer.status, headers, bodies, len(answer.body), tag, generation, limits)

    @property
    def size(self) -> int:
        """How much memory the page takes, in bytes."""
        return _OVERHEAD + sum(map(len, self.bodies.values()))

    @property
    def is_redirect(self) -> bool:
        """Whether the page only leads elsewhere."""
        return self.status.startswith("3")

    def plain(self) -> bytes:
        """Return the body without compression."""
        return self.bodies[""] if "" in self.bodies else gzip.decompress(self.bodies["gzip"])

    def respond(
        self, environ: WSGIEnvironment, start_response: StartResponse, how: str, *more: tuple[str, str]
    ) -> list[bytes]:
        """Answer a GET or HEAD request. `how` is told to operators in `X-Page-Memory`; `more` are further headers."""
        encoding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding not in self.bodies:
            encoding = ""
        tag, headers = self._ready.get(encoding) or self._prepare(encoding)
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        if wanted is not None and matches(wanted, tag) and not self.is_redirect:
            start_response("304 Not Modified", [*_without_body(headers), ("X-Page-Memory", how), *more])
            return []
        start_response(self.status, [*headers, ("X-Page-Memory", how), *more])
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [self.bodies[encoding] if encoding else self.plain()]

    def _prepare(self, encoding: str) -> tuple[str, Headers]:
        """Return the entity tag and the headers of one representation, and keep them for the next reader."""
        tag = f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'
        length = len(self.bodies[encoding]) if encoding else self.length
        headers = [*self.headers, ("ETag", tag), ("Content-Length", str(length))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        self._ready[encoding] = tag, headers
        return tag, headers


def _without_body(headers: Headers) -> Headers:
    """Return the headers of a 304: those that describe the body stay as the browser has them."""
    return [(name, value) for name, value in headers if name.lower() not in _OF_BODY]


def matches(if_none_match: str, tag: str) -> bool:
    """Say whether the header names the entity tag; compared weakly, as RFC 9110 (13.1.2) asks."""
    if if_none_match.strip() == "*":
        return True
    return tag in (one.strip().removeprefix("W/") for one in if_none_match.split(","))
