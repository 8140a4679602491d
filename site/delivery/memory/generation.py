"""The generation: a number that changes whenever what pages show has changed, known to every process of a machine.

The truth is in the database: how many `PageChange` rows there are, and their sum. Whoever looks and finds other figures than
the last one found raises the generation. A process looks right after its own commits; besides, one process of each machine
looks every `PERIOD` seconds, which is how other machines, and commits whose process was killed, are heard of.

The number lies in a small file that all processes map into their memory, so that reading it costs no system call. Where the
file cannot be written each process keeps a number of its own and looks for itself.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.models import Count, Max, Sum

from delivery.models import PageChange

PERIOD: Final = 0.4
"""Seconds between two looks at the database: a change elsewhere is known well within one second."""
AWAY_AFTER: Final = 3.0
"""Seconds without an answer after which the database counts as gone."""
MAX_CHANGES: Final = 1000

_GENERATION, _COUNT, _SUM, _LOOKED = range(4)
_SLOTS: Final = 4
_UNKNOWN: Final = 2**63


class Generation:
    """The number, and when the database was last asked for it; `path` is the file that processes share."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread_lock = Lock()
        self._slots = self._shared() or memoryview(bytearray(8 * _SLOTS)).cast("Q")
        with self._locked():
            if not self._slots[_GENERATION]:
                self._slots[_COUNT] = self._slots[_SUM] = _UNKNOWN
                self._slots[_GENERATION] = time.time_ns()  # never a number that was used before

    def _shared(self) -> memoryview[int] | None:
        """Return the numbers in the shared file, or `None` where it cannot be written."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
                os.ftruncate(file.fileno(), 8 * _SLOTS)
                return memoryview(mmap.mmap(file.fileno(), 8 * _SLOTS)).cast("Q")
        except OSError:
            return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other threads and processes from changing the numbers meanwhile."""
        with self._thread_lock:
            try:
                file = self._path.open("rb")
            except OSError:
                yield
                return
            with file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield

    @property
    def now(self) -> int:
        """The current generation."""
        return self._slots[_GENERATION]

    def settle(self, count: int, total: int) -> None:
        """Take note of what the database says; another answer than the last one begins a new generation."""
        if (count, total) != self._seen():
            with self._locked():
                if (count, total) != self._seen():  # another process may have said the same meanwhile
                    self._slots[_GENERATION] += 1
                    self._slots[_COUNT], self._slots[_SUM] = count, total
        self._slots[_LOOKED] = time.monotonic_ns()

    def _seen(self) -> tuple[int, int]:
        return self._slots[_COUNT], self._slots[_SUM]

    def advance(self) -> None:
        """Begin a new generation whatever the database says."""
        with self._locked():
            self._slots[_GENERATION] += 1

    def seconds_since_look(self) -> float:
        """Return how long ago the database last answered; never negative."""
        return abs(time.monotonic_ns() - self._slots[_LOOKED]) / 1e9

    def lose(self) -> None:
        """Take note that the database does not answer."""
        self._slots[_LOOKED] = 0

    @property
    def is_away(self) -> bool:
        """Whether the database has not answered for a while."""
        return self.seconds_since_look() > AWAY_AFTER


class _Known:
    """The generation of this process, made when it is first needed; a fork inherits it."""

    generation: Generation | None = None
    path: Path | None = None


def generation() -> Generation:
    """Return the generation that the processes of this machine share."""
    path = Path(settings.PAGE_MEMORY_FOLDER) / "generation"
    if _Known.generation is None or _Known.path != path:
        _Known.generation, _Known.path = Generation(path), path
    return _Known.generation


def look(*, throw_away: bool = False) -> bool:
    """Ask the database what has changed and tell every process of this machine; return whether it answered.

    `throw_away` also deletes rows nobody needs any more. Raises nothing: without an answer after a commit everything is dropped.
    """
    try:
        found = PageChange.objects.aggregate(count=Count("pk"), total=Sum("pk"), last=Max("pk"))
        generation().settle(found["count"], int(found["total"] or 0))  # PostgreSQL sums up to a Decimal
        if throw_away and found["count"] > MAX_CHANGES:
            PageChange.objects.filter(pk__lt=found["last"] - MAX_CHANGES // 10).delete()
    except Error:
        generation().advance() if throw_away else generation().lose()
        return False
    return True


def look_and_leave() -> bool:
    """Do as `look` does, and close this thread's connection: for threads that live long and ask rarely."""
    try:
        return look()
    finally:
        connection.close()
