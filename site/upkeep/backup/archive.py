"""The archive: a tar file written and read as one stream, the database first, the media next, the manifest last."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from upkeep.backup import media_copy
from upkeep.backup.cipher import reading, writing
from upkeep.backup.integrity import append_digest, check_digest
from upkeep.backup.manifest import Content, Manifest
from upkeep.backup.refusal import RefusedError

MANIFEST: Final = "manifest.json"
LEDGER: Final = "erasures.jsonl"


class _Hashing:
    """Lets `tarfile` read a file, and knows afterwards what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self._size = file, hashlib.sha256(), 0

    def read(self, size: int) -> bytes:
        chunk = self._file.read(size)
        self._digest.update(chunk)
        self._size += len(chunk)
        return chunk

    @property
    def content(self) -> Content:
        return Content(self._size, self._digest.hexdigest())


def write(path: Path, key: str, manifest: Manifest, plain: dict[str, Path], storages: media_copy.Storages) -> None:
    """Write the new archive `path` and its digest.

    `plain` are the files beside the media, by their names in the archive; `manifest.files` is filled on the way, because a
    file's hash is known once it has been read, and it is read once. Raises `RefusedError` or `OSError`.
    """
    with writing(path, key) as out, tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, source in plain.items():
            with source.open("rb") as file:
                manifest.files[name] = _add(tar, name, file, source.stat().st_size)
        for name in media_copy.members(storages):
            _add_media(tar, name, manifest, storages)
        text = manifest.to_json()
        _add(tar, MANIFEST, BytesIO(text), len(text))
    append_digest(path, key)


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> Content:
    """Add one file and return what of it went into the archive."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    source = _Hashing(file)
    tar.addfile(entry, source)  # type: ignore[arg-type]  # it asks for nothing but `read`
    return source.content


def _add_media(tar: tarfile.TarFile, member: str, manifest: Manifest, storages: media_copy.Storages) -> None:
    """Add one uploaded file; one that was deleted since the files were listed is not missed."""
    storage, name = media_copy.in_storage(storages, member)
    try:
        file = storage.open(name)
    except FileNotFoundError:
        return
    with file:
        manifest.files[member] = _add(tar, member, file, file.size)


@contextmanager
def members(path: Path, key: str) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Yield the names and contents of an archive in their order; each content is to be read before the next is asked for."""
    try:
        with reading(path, key) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            yield _files(tar)
    except tarfile.TarError as error:
        raise RefusedError(f"{path.name} cannot be unpacked: {error}") from error


def _files(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for entry in tar:
        file = tar.extractfile(entry)
        if file is not None:
            yield entry.name, file


def check(path: Path, key: str, into: Path) -> Manifest:
    """Read a whole backup: its digest, then every file in it; returns its manifest.

    What is not media is written into the folder `into`. Raises `RefusedError` with the reason if the backup is not whole.
    """
    check_digest(path, key)
    with members(path, key) as files:
        found = {name: _read(name, file, into) for name, file in files}
    if found.pop(MANIFEST, None) is None:
        raise RefusedError(f"{path.name} has no manifest.")
    manifest = Manifest.from_json((into / MANIFEST).read_bytes())
    if wrong := sorted(
        name for name in found.keys() | manifest.files.keys() if found.get(name) != manifest.files.get(name)
    ):
        raise RefusedError(f"{path.name} does not hold what its manifest says: {', '.join(wrong[:5])}")
    return manifest


def _read(name: str, file: IO[bytes], into: Path) -> Content:
    """Return the content of one file in the archive, and keep it in `into` unless it is media."""
    if name.startswith("media/"):
        return media_copy.content_of(file)
    if Path(name).name != name:
        raise RefusedError(f"The backup has a file of an unknown kind: {name}")
    with (into / name).open("wb") as target:
        return media_copy.content_of(file, target)
