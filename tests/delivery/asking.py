"""Asking a WSGI application, and applications to be asked."""

from __future__ import annotations

import gzip
import sys
import time
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import Any

import brotli


@dataclass
class Reply:
    """What a reader gets."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> str:
        """The text, whatever its compression."""
        opened = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
        return opened[self.headers.get("Content-Encoding", "")](self.raw).decode()

    @property
    def how(self) -> str:
        """What the memory says it did."""
        return self.headers["X-Page-Memory"]


def environ(path: str = "/en/about/", query: str = "", method: str = "GET", **more: Any) -> dict[str, Any]:
    """Return a request as a server hands it over; `more` replaces or adds variables."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "192.0.2.7",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **more,
    }


def ask(application: Any, path: str = "/en/about/", query: str = "", method: str = "GET", **more: Any) -> Reply:
    """Return the reply to a request; a header that is sent twice fails the test."""
    started: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        started[:] = [status, headers]

    parts = application(environ(path, query, method, **more), start)
    raw = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    status, headers = started
    assert len({name.lower() for name, _value in headers}) == len(headers)
    return Reply(int(status[:3]), dict(headers), raw)


@dataclass
class Application:
    """Answers after some seconds with a long text about the request, and counts how often it was asked."""

    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    asked: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    seconds: float = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Say what is known of the reader."""
        seen = {name: str(value) for name, value in environ.items() if name.isupper()}
        address = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        with self.lock:
            self.asked.append(address)
        time.sleep(self.seconds)
        start_response(self.status, list(self.headers.items()))
        return [f"<p>{address}</p> {sorted(seen.items())}".encode() * 20]
