"""The ledger of erasures: what was erased for good, kept outside the database, so that no restore brings it back.

An app says how to erase a kind of thing with `@replays("kind")`, in a module that is loaded when the site starts, and notes
each erasure with `record`. The function is given the subject and must do no harm when there is nothing left to erase. A
subject is a key (`"42"`, a UUID), never a name: the ledger outlives what it tells of.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from upkeep.backup.refusal import RefusedError

IN_HAND: Final = timedelta(minutes=1)
"""An erasure is noted shortly before it is committed. One noted so long before a backup began may not be in it yet."""

Erase = Callable[[str], None]
_replays: dict[str, Erase] = {}


@dataclass(frozen=True, slots=True)
class Erasure:
    """One line of the ledger: when, what kind of thing, and which one."""

    time: datetime
    kind: str
    subject: str

    def line(self) -> bytes:
        """Return the line as it is stored, with a sum by which a changed one is known."""
        facts = [self.time.isoformat(), self.kind, self.subject]
        return json.dumps([*facts, _sum(facts)], ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Erasure:
        """Return what a stored line says; raises `ValueError` if it is not as it was written."""
        time, kind, subject, found = json.loads(line)
        if found != _sum([time, kind, subject]):
            raise ValueError("its sum is wrong")
        return cls(datetime.fromisoformat(time), kind, subject)


def _sum(facts: list[str]) -> str:
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def replays(kind: str) -> Callable[[Erase], Erase]:
    """Let the decorated function erase things of this kind again after a restore."""

    def register(erase: Erase) -> Erase:
        _replays[kind] = erase
        return erase

    return register


def ledger() -> Path:
    """Return where the ledger is."""
    return Path(settings.ERASURE_LEDGER)


def record(kind: str, subject: str | int) -> None:
    """Note that something is erased; call it last in the transaction that erases, so that neither happens without the other.

    Returns once the disk has it; raises `OSError` if it has not, and `LookupError` for a kind nobody replays.
    """
    if kind not in _replays:
        raise LookupError(f"Nothing is registered to replay erasures of the kind {kind}.")
    line = Erasure(datetime.now(UTC), kind, str(subject)).line()
    path = ledger()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _append(file.fileno(), line)


def _append(file: int, line: bytes) -> None:
    """Write a line to the end of a file and onto the disk, or nothing at all; raises `OSError`."""
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":  # a power cut left half a line, which must not swallow this one
        line = b"\n" + line
    try:
        if os.write(file, line) != len(line):
            raise OSError("The disk is full: the ledger of erasures took only a part of a line.")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise


def erasures(path: Path, since: datetime) -> list[Erasure]:
    """Return what a ledger holds from `since` on; raises `RefusedError`, with the number of the line, for one that is damaged."""
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(Erasure.from_line(line))
        except (ValueError, TypeError, AttributeError) as error:
            raise RefusedError(
                f"Line {number} of the ledger of erasures {path} is damaged ({error}). Put the ledger right before the site is "
                "served: what this line tells of would come back."
            ) from error
    return [erasure for erasure in found if erasure.time >= since - IN_HAND]


def check(path: Path, since: datetime) -> None:
    """Return if everything in the ledger since then can be erased again; raises `RefusedError` with the reason if not."""
    unknown = sorted({erasure.kind for erasure in erasures(path, since)} - _replays.keys())
    if unknown:
        raise RefusedError(
            f"The ledger of erasures has kinds this version of the site cannot erase: {', '.join(unknown)}."
        )


def replay(since: datetime) -> int:
    """Erase again whatever the ledger says was erased since then; returns how many. Raises what `check` raises, first."""
    check(ledger(), since)
    wanted = erasures(ledger(), since)
    for erasure in wanted:
        _replays[erasure.kind](erasure.subject)
    return len(wanted)
