"""Where backups are kept: a folder, or any of Django's storages, a bucket for example."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from django.core.files import File
from django.core.files.storage import Storage

from upkeep.backup.refusal import RefusedError
from upkeep.backup.rotation import made_at

_PART = ".part-"


class Place(Protocol):
    """Where backups are kept, by their names. Its methods raise `OSError`, or what the storage raises."""

    def names(self) -> list[str]:
        """Return the names of the backups, oldest first."""

    def keep(self, made: Path) -> None:
        """Take over a whole backup from the scratch folder; under its name there is all of it or nothing."""

    def fetch(self, name: str, into: Path) -> Path:
        """Return where the backup can be read; `into` is a folder for a copy, should one be needed."""

    def delete(self, name: str) -> None:
        """Delete one backup."""


class Folder:
    """A folder on this machine, or one that is mounted here."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> list[str]:
        """Return the names of the backups, oldest first."""
        return _backups([path.name for path in self._path.iterdir()]) if self._path.is_dir() else []

    def keep(self, made: Path) -> None:
        """Rename the backup into its place: the folder never shows a half one."""
        made.rename(self._path / made.name)
        _sync_folder(self._path)

    def fetch(self, name: str, into: Path) -> Path:
        """Return the path of the backup."""
        return self._path / name

    def delete(self, name: str) -> None:
        """Delete one backup."""
        (self._path / name).unlink()


class InStorage:
    """One of Django's storages."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def names(self) -> list[str]:
        """Return the names of the backups, oldest first."""
        try:
            return _backups(self._storage.listdir("")[1])
        except FileNotFoundError:
            return []

    def keep(self, made: Path) -> None:
        """Upload the backup; what was uploaded in part is deleted again."""
        stored = made.name
        try:
            with made.open("rb") as file:
                stored = self._storage.save(made.name, File(file, name=made.name))
            if (stored, self._storage.size(stored)) != (made.name, made.stat().st_size):
                raise RefusedError(f"The storage kept {made.name} as {stored} and not in its whole length.")
        except BaseException:
            with suppress(Exception):  # the first failure is the one to tell
                self._storage.delete(stored)
            raise

    def fetch(self, name: str, into: Path) -> Path:
        """Download the backup into a folder."""
        with self._storage.open(name) as stored, (into / name).open("xb") as copy:
            shutil.copyfileobj(stored, copy, 1024 * 1024)
        return into / name

    def delete(self, name: str) -> None:
        """Delete one backup."""
        self._storage.delete(name)


def _backups(names: list[str]) -> list[str]:
    return sorted(name for name in names if made_at(name))


def _sync_folder(path: Path) -> None:
    """See to it that a new name survives a power cut."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Yield a new folder that only we can read, below `folder`; it is gone afterwards, and so are those of killed commands.

    Raises `RefusedError` while another backup or restore is at work there.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise RefusedError(f"Another backup or restore is at work in {folder}.") from error
        for left in folder.glob(f"{_PART}*"):
            shutil.rmtree(left)
        path = Path(mkdtemp(prefix=_PART, dir=folder))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
