"""Remembered pages on disk, so that the processes of a machine render a page once between them, and new ones begin warm.

`<folder>/<start of the server>/<generation>/<key>`: a start of its own, because new code renders other pages; a generation of
its own, because a change ends all pages at once. Whatever goes wrong with the disk, a page is then simply not there.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

from delivery.memory.keys import Key
from delivery.memory.page import Limits, Page

LOCK_TIMEOUT: Final = 10.0
"""Seconds a process waits for another one to render a page before it does so itself."""
_PAUSE: Final = 0.01
_LOCKS: Final = "locks"
_LOCK_DIGITS: Final = 2  # hexadecimal: 256 locks; two pages that share one only wait for each other


def _name(key: Key) -> str:
    return blake2b("\n".join(key).encode(), digest_size=16).hexdigest()


class DiskStore:
    """Pages of one start of the server, `limit` bytes at most; `folder` holds nothing else."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder / secrets.token_hex(8)
        self._limit = limit
        self._tidied = 0
        remove_all(folder)

    def _path(self, key: Key, generation: int) -> Path:
        return self._folder / str(generation) / _name(key)

    def get(self, key: Key, generation: int) -> Page | None:
        """Return the page of a key if it was rendered in `generation`; `None` for anything missing, cut short or damaged."""
        try:
            page = loaded(self._path(key, generation).read_bytes())
            return page if page.generation == generation and page.limits.is_fresh() else None
        except (OSError, ValueError):
            return None

    def put(self, key: Key, page: Page) -> None:
        """Keep a page for the other processes, if there is room."""
        path = self._path(key, page.generation)
        waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _size_of(path.parent) + page.size <= self._limit:
                waiting.write_bytes(dumped(page))
                waiting.replace(path)
        except OSError:
            with suppress(OSError):
                waiting.unlink()

    @contextmanager
    def locked(self, key: Key) -> Iterator[None]:
        """Keep other processes from rendering the same page meanwhile; after `LOCK_TIMEOUT` seconds, or without a disk, do not."""
        path = self._folder / _LOCKS / _name(key)[:_LOCK_DIGITS]
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = path.open("wb")
        except OSError:
            yield
            return
        with file:
            _lock(file)
            yield

    def tidy(self, generation: int) -> None:
        """Throw away the pages of earlier generations."""
        if generation == self._tidied:
            return
        self._tidied = generation
        for folder in _folders(self._folder):
            if folder.name not in (str(generation), _LOCKS):
                shutil.rmtree(folder, ignore_errors=True)


def _lock(file: IO[bytes]) -> None:
    """Lock a file, or give up after `LOCK_TIMEOUT` seconds."""
    deadline = time.monotonic() + LOCK_TIMEOUT
    while time.monotonic() < deadline:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            return


def _folders(parent: Path) -> list[Path]:
    try:
        return [path for path in parent.iterdir() if path.is_dir()]
    except OSError:
        return []


def _size_of(folder: Path) -> int:
    with os.scandir(folder) as entries:
        return sum(entry.stat().st_size for entry in entries)


def remove_all(folder: Path) -> None:
    """Throw away what every start of the server left in a folder."""
    for start in _folders(folder):
        shutil.rmtree(start, ignore_errors=True)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def dumped(page: Page) -> bytes:
    """Return a page as bytes: a digest of all that follows, one line of JSON, the bodies."""
    facts = {
        "status": page.status,
        "headers": page.headers,
        "length": page.length,
        "tag": page.tag,
        "generation": page.generation,
        "limits": asdict(page.limits),
        "bodies": {encoding: len(body) for encoding, body in page.bodies.items()},
    }
    data = json.dumps(facts).encode() + b"\n" + b"".join(page.bodies.values())
    return _digest(data) + data


def loaded(data: bytes) -> Page:
    """Return the page that `dumped` wrote; raises `ValueError` if a byte is missing or wrong."""
    digest, data = data[:16], data[16:]
    if digest != _digest(data):
        raise ValueError("A remembered page is damaged.")
    line, _, rest = data.partition(b"\n")
    facts = json.loads(line)
    bodies = {}
    for encoding, length in facts["bodies"].items():
        bodies[encoding], rest = rest[:length], rest[length:]
    headers = [(name, value) for name, value in facts["headers"]]
    return Page(**{**facts, "limits": Limits(**facts["limits"]), "headers": headers, "bodies": bodies})
