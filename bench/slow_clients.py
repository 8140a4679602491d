"""Clients that say a little every second and never come to an end, as many as it takes to keep every thread of a server waiting."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ssl import SSLContext
from statistics import quantiles
from threading import Event, Thread
from typing import Final

from bench.proxy import anybody, ask

CLIENTS: Final = 200
ASKED: Final = 60
STARTS: Final = (
    b"",
    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    b"POST /en/join/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n",
)
"""How they begin: with nothing, with headers that do not end, with a body that does not end."""


def _connect(port: int, start: bytes, context: SSLContext) -> socket.socket:
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    secure = context.wrap_socket(raw, server_hostname="127.0.0.1")
    secure.sendall(start)
    return secure


def _drip(sockets: list[socket.socket], stop: Event) -> None:
    """Send a header that means nothing, or some of a body, on each connection once a second."""
    while not stop.wait(1):
        for one in sockets:
            with suppress(OSError):
                one.sendall(b"X-A: b\r\n")


@contextmanager
def slow_clients(port: int) -> Iterator[None]:
    """Have `CLIENTS` slow connections to a port within the block, a third of each kind."""
    context, stop = anybody(), Event()
    sockets = [_connect(port, STARTS[number % len(STARTS)], context) for number in range(CLIENTS)]
    thread = Thread(target=_drip, args=(sockets, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        for one in sockets:
            one.close()


def healthz_p95(port: int) -> float:
    """Return the 95th percentile, in seconds, of what /healthz takes; raises `ValueError` unless it always answers 200."""
    seconds = []
    for _number in range(ASKED):
        began = time.monotonic()
        if ask(port, "/healthz")[0] != 200:
            raise ValueError("/healthz did not answer 200")
        seconds.append(time.monotonic() - began)
        time.sleep(0.1)
    return quantiles(seconds, n=20)[-1]
