"""The whole site with its demonstration content, served as readers get it: gunicorn under production settings."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.migrated_template import copy_to

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return the environment of a site that keeps everything in `folder`; nothing of ours leaks into it but the path."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "tests-only-" + "not-a-secret-" * 4,
        "WEB_CONCURRENCY": "1",
    }


def build(folder: Path, env: dict[str, str]) -> None:
    """Make the database with its demonstration content and collect the static files, side by side."""
    copy_to(folder / "db.sqlite3")
    commands = ("manage.py prepare --demo", "manage.py collectstatic --no-input --verbosity 0")
    with (folder / "build.log").open("w") as log:
        running = [_start(command.split(), env, log) for command in commands]
        failed = [process.args for process in running if process.wait()]
        more = _start(["-m", "tests.browser.every_block"], env, log)
        failed += [more.args] if more.wait() else []
    if failed:
        raise RuntimeError(f"{failed} failed:\n{(folder / 'build.log').read_text()}")


def copy_built(common: Path, folder: Path, env: dict[str, str]) -> None:
    """Put into `folder` the site that the first of several processes builds in `common`: the others wait for it."""
    with common.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (common / "ready").exists():
            common.mkdir(exist_ok=True)
            build(common, {**env, "DATA_DIR": str(common)})
            (common / "ready").touch()
    shutil.copytree(common, folder, dirs_exist_ok=True)


def _start(arguments: list[str], env: dict[str, str], log: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)


def wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return once `url` answers; raises `RuntimeError` when the server ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"{url}/readyz", timeout=5).close()  # noqa: S310  # our own http address
        except (URLError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{url} does not answer.")


@contextmanager
def served(folder: Path, common: Path | None = None) -> Iterator[str]:
    """Build the site in the empty `folder`, or copy it from `common`, serve it, and give its address; the server stops at the end."""
    port = free_port()
    env = environment(folder, port)
    if common is None:
        build(folder, env)
    else:
        copy_built(common, folder, env)
    with (folder / "server.log").open("w") as log:
        server = _start(["-m", "gunicorn", "config.wsgi:application"], env, log)
        try:
            wait_until_ready(env["SITE_URL"], server)
            yield env["SITE_URL"]
        finally:
            server.terminate()
            server.wait(timeout=60)
