"""Uploaded files, wherever Django's storages keep them: the local disk or a bucket."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from django.core.files import File
from django.core.files.storage import Storage

from upkeep.backup.integrity import CHUNK
from upkeep.backup.manifest import Content
from upkeep.backup.refusal import RefusedError

IN_MEMORY: Final = 16 * 1024 * 1024
"""Bytes of one file that are held in memory on their way; what is larger goes through the disk."""

Storages = Mapping[str, Storage]
"""The storages whose files are backed up, by their names in Django's `STORAGES`."""


def member_for(alias: str, name: str) -> str:
    """Return the name in the archive of the file `name` in the storage `alias`."""
    return f"media/{alias}/{name}"


def in_storage(storages: Storages, member: str) -> tuple[Storage, str]:
    """Return the storage and the name there of a file in the archive; raises `RefusedError` for a storage we do not have."""
    _media, alias, name = member.split("/", 2)
    if alias not in storages:
        raise RefusedError(f"The backup has files of the storage {alias}, which is not among BACKUP_MEDIA.")
    return storages[alias], name


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files in a storage; none when its folder is not there yet."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (folder + name for name in sorted(files) if name)
    for inner in sorted(folders):
        yield from names_in(storage, f"{folder}{inner}/")


def members(storages: Storages) -> Iterator[str]:
    """Yield the names in an archive of all files there are."""
    for alias, storage in storages.items():
        yield from (member_for(alias, name) for name in names_in(storage))


def content_of(file: IO[bytes], to: IO[bytes] | None = None) -> Content:
    """Read a file to its end, write what was read to `to`, and return its size and hash."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if to is not None:
            to.write(chunk)
    return Content(size, digest.hexdigest())


def stored_content(storages: Storages, member: str) -> Content | None:
    """Return the size and hash of a file as it is stored now; nothing if it is not there."""
    storage, name = in_storage(storages, member)
    try:
        with storage.open(name) as file:
            return content_of(file)
    except FileNotFoundError:
        return None


def put_back(storages: Storages, member: str, file: IO[bytes]) -> None:
    """Store one file under the very name it had; raises `RefusedError` if the storage gives it another."""
    storage, name = in_storage(storages, member)
    with SpooledTemporaryFile(IN_MEMORY) as spooled:
        content_of(file, spooled)
        spooled.seek(0)
        storage.delete(name)
        stored = storage.save(name, File(spooled, name=name))
    if stored != name:
        raise RefusedError(f"The storage kept {name} as {stored}: something else is in its way.")


def remove_others(storages: Storages, expected: set[str]) -> int:
    """Delete every file that is not named in `expected`; return how many there were."""
    others = [member for member in members(storages) if member not in expected]
    for member in others:
        storage, name = in_storage(storages, member)
        storage.delete(name)
    return len(others)


def differing_files(storages: Storages, expected: Mapping[str, Content]) -> list[str]:
    """Return the names of the files that are missing, too many, or hold other bytes than expected."""
    others = set(members(storages)) - expected.keys()
    return sorted(others | {name for name in expected if stored_content(storages, name) != expected[name]})
