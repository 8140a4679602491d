"""Asking Django for a page, and keeping its whole answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None
"""What `start_response` may be told of an error (PEP 3333)."""


@dataclass(slots=True)
class Answer:
    """What an application answered: status line, headers, body."""

    status: str = "500 Internal Server Error"
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    @property
    def code(self) -> int:
        """The number in the status line."""
        return int(self.status[:3])

    def header(self, name: str) -> str:
        """Return all values of a header, in lower case, as one list; '' where it is missing."""
        return ", ".join(value for key, value in self.headers if key.lower() == name).lower()

    def start(self, status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
        """Take in status and headers (the `start_response` of WSGI)."""
        self.status, self.headers = status, list(headers)
        return self._write

    def _write(self, data: bytes) -> None:
        self.body += data


def render(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """Return the whole answer of `application` to a request."""
    answer = Answer()
    parts = application(environ, answer.start)
    try:
        answer.body += b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return answer
