"""A gunicorn as in production: it is reloaded and stopped without a failed request, and nonsense harms nobody."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest

PROJECT = Path(__file__).resolve().parents[2]
READERS = 6


@dataclass
class Server:
    """A running gunicorn."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str = "/healthz", method: str = "GET", **headers: str) -> tuple[int, bytes]:
        """Return status and body; raises `OSError` or `HTTPException` when there is no whole answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def workers(self) -> set[int]:
        """Return the processes that answer."""
        pid = self.process.pid
        return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A gunicorn with production settings and two processes, on an empty database that no test asks."""
    port = _free_port()
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "WEB_CONCURRENCY": "2",
        "OUTBOX_IN_PROCESS": "0",
        "LOG_LEVEL": "ERROR",
    }
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEST_DATABASE")}
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [str(gunicorn), "--log-level", "error", "config.wsgi:application"]
    process = subprocess.Popen(command, env={**environment, **own}, cwd=PROJECT)
    found = Server(process, port)
    _wait(found)
    yield found
    process.terminate()
    process.wait(30)


def _wait(server: Server) -> None:
    for _attempt in range(240):
        try:
            if server.get()[0] == 200:
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError("gunicorn did not answer within a minute")


@dataclass
class Readers:
    """Threads that go on asking until they are told to stop, each time on a new connection."""

    server: Server
    answered: int = 0
    failed: list[str] = field(default_factory=list)
    stop: Event = field(default_factory=Event)

    def read(self) -> None:
        """Ask and ask again."""
        while not self.stop.is_set():
            try:
                status, _body = self.server.get()
            except (OSError, HTTPException) as error:
                self.failed.append(repr(error))
            else:
                self.failed.extend([str(status)] * (status != 200))
                self.answered += 1


def _reload(server: Server) -> None:
    """Have every process replaced, and wait until it is."""
    before = server.workers()
    server.process.send_signal(signal.SIGHUP)
    for _attempt in range(600):
        now = server.workers()
        if len(now) == 2 and not now & before:
            return
        time.sleep(0.1)
    raise TimeoutError("gunicorn did not replace its processes within a minute")


def test_reload_under_load_fails_no_request(server: Server) -> None:
    readers = Readers(server)
    threads = [Thread(target=readers.read) for _number in range(READERS)]
    for thread in threads:
        thread.start()
    for _time in range(2):
        _reload(server)
    readers.stop.set()
    for thread in threads:
        thread.join()
    assert readers.failed == []
    assert readers.answered > 200


def test_request_line_that_is_too_long_is_refused(server: Server) -> None:
    assert server.get("/healthz?" + "a" * 9000)[0] == 414


def test_headers_that_are_too_large_or_too_many_are_refused(server: Server) -> None:
    assert server.get(X_Long="a" * 9000)[0] == 431
    assert server.get(**{f"X_{number}": "a" for number in range(150)})[0] == 431


def test_body_that_is_too_large_is_refused_before_it_is_read(server: Server) -> None:
    status, body = server.get("/en/", "POST", Content_Length=str(51 * 1024 * 1024))
    assert status == 413
    assert b"more than we can take in" in body


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:80",
        "127.0.0.1@evil.example",
        "127.0.0.1, evil.example",
        "127.0.0.1/evil",
        "127.0.0.1 evil.example",
        "[::1",
        "%31%32%37.0.0.1",
        ".",
    ],
)
def test_spoofed_host_is_refused_in_words(server: Server, host: str) -> None:
    status, body = server.get("/robots.txt", Host=host)
    assert status == 400
    assert b"evil" not in body


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_Host": "evil.example"},
        {"X_Forwarded_Proto": "https"},
        {"X_Forwarded_Port": "8443"},
        {"X_Forwarded_Server": "evil.example"},
        {"X_Forwarded_Prefix": "/evil"},
        {"X_Forwarded_For": "evil.example, 127.0.0.1"},
        {"Forwarded": "for=1.2.3.4;host=evil.example;proto=https"},
        {"X_Original_URL": "/admin/"},
        {"X_Rewrite_URL": "/admin/"},
        {"X_Host": "evil.example"},
    ],
)
def test_forwarded_headers_of_strangers_change_nothing(server: Server, headers: dict[str, str]) -> None:
    assert server.get("/robots.txt", **headers) == server.get("/robots.txt")


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept_Encoding": ";;;q=,,br;q=NaN, gzip;q=9, *;q=-1"},
        {"Accept_Encoding": "é" * 300},
        {"Range": "bytes=9-1,a-b"},
        {"If_None_Match": '"' * 500},
        {"If_Modified_Since": "yesterday"},
        {"Accept_Language": "x" * 4000},
        {"Cookie": "sessionid=" + "a" * 4000},
    ],
)
def test_nonsense_in_headers_is_answered_like_nothing(server: Server, headers: dict[str, str]) -> None:
    encoded = {name: value.encode("latin-1").decode("latin-1") for name, value in headers.items()}
    assert server.get(**encoded) == (200, b"ok")


def test_thousand_unknown_parameters_change_nothing(server: Server) -> None:
    assert server.get("/healthz?" + "&".join(f"p{number}=1" for number in range(1000)))[0] == 200


def test_stop_lets_the_request_in_hand_end(server: Server) -> None:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    time.sleep(0.5)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    connection.sendall(b"Connection: close\r\n\r\n")
    assert connection.recv(100).startswith(b"HTTP/1.1 200")
    connection.close()
    assert server.process.wait(30) == 0
