"""A gunicorn of our own, with production settings and one process, whose processor time can be read."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
PAST_THE_MEMORY = {"Cookie": "sessionid=nobody"}
"""Whoever seems to be signed in is answered by Django, as the first reader after a change is."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and the process that answers."""

    port: int
    worker: int

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of a GET; raises `OSError` when the server does not answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", path, headers=PAST_THE_MEMORY)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def processor_seconds(self) -> float:
        """Return the processor time the answering process has used, in seconds (Linux: proc(5), fields 14 and 15)."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def environment(data_dir: Path, port: int, **more: str) -> dict[str, str]:
    """Return the environment of a production server for measuring."""
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": "1",
        "PAGE_MEMORY": "1",
    }
    return {**os.environ, **own, **more}


def manage(arguments: list[str], env: dict[str, str]) -> None:
    """Run a management command; raises `CalledProcessError` when it fails."""
    subprocess.run([sys.executable, str(ROOT / "manage.py"), *arguments], check=True, env=env, cwd=ROOT)  # noqa: S603  # no shell


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


@contextmanager
def running(env: dict[str, str]) -> Iterator[Server]:
    """Start gunicorn in `env`, wait until it answers, and stop it at the end."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    process = subprocess.Popen([str(gunicorn), "config.wsgi:application"], env=env, cwd=ROOT)  # noqa: S603  # no shell
    try:
        yield _wait(process.pid, int(env["PORT"]))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(master: int, port: int) -> Server:
    for _attempt in range(120):
        time.sleep(0.5)
        try:
            children = _children(master)
            if children and Server(port, children[0]).get("/healthz")[0] == 200:
                return Server(port, children[0])
        except OSError:
            continue
    raise TimeoutError("gunicorn did not answer within a minute")
