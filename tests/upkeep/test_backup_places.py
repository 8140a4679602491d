"""Where backups are kept: there is a whole one under a name, or none."""

from __future__ import annotations

import fcntl
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, Storage

from tests.upkeep.backups import FILES, KEY, backed_up, empty_site, restore, small_site, stored
from upkeep.backup import archive
from upkeep.backup.destinations import Folder, InStorage, scratch
from upkeep.backup.making import make_backup, thin_out
from upkeep.backup.refusal import RefusedError
from upkeep.backup.restoring import find
from upkeep.backup.rotation import Rule

OLD = [f"together-2026010{day}T000000Z.tar" for day in range(1, 5)]


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize("size", [10_000, 1_000_000])  # the database does not fit, the media do not fit
def test_a_full_disk_leaves_no_backup(tmp_path: Path, size: int, key: str) -> None:
    site = small_site(tmp_path / "old", key)
    with disk_of(size), pytest.raises((RefusedError, OSError), match=r"cannot be copied|[Ff]ile too large|openssl"):
        backed_up(site, tmp_path / "kept")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [".lock"]


class FullStorage(FileSystemStorage):
    """Breaks off in the middle of a file, and leaves there what it has."""

    def _save(self, name: str, content: Any) -> str:
        super()._save(name, ContentFile(content.read(1000)))
        raise OSError("No space left on device")


class ForgetfulStorage(FileSystemStorage):
    """Keeps half of a file and says that all is well."""

    def _save(self, name: str, content: Any) -> str:
        return super()._save(name, ContentFile(content.read(1000)))


@pytest.mark.parametrize("kind", [FullStorage, ForgetfulStorage])
def test_a_storage_that_keeps_half_of_it_has_nothing_in_the_end(tmp_path: Path, kind: type[Storage]) -> None:
    site = small_site(tmp_path / "old")
    place = InStorage(kind(location=tmp_path / "bucket"))
    with pytest.raises((RefusedError, OSError), match=r"No space left|whole length"):
        make_backup(site, place, tmp_path / "work")
    assert place.names() == []
    assert list((tmp_path / "bucket").iterdir()) == []


def test_a_backup_that_does_not_read_as_it_was_written_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = archive.write

    def on_a_bad_disk(path: Path, *arguments: Any) -> None:
        write(path, *arguments)
        with path.open("r+b") as file:
            file.seek(5000)
            file.write(b"\x7f")

    monkeypatch.setattr(archive, "write", on_a_bad_disk)
    with pytest.raises(RefusedError, match="damaged"):
        backed_up(small_site(tmp_path / "old"), tmp_path / "kept")
    assert Folder(tmp_path / "kept").names() == []


@pytest.mark.parametrize("storage", [InMemoryStorage, FileSystemStorage])
def test_a_backup_in_a_storage_comes_back(tmp_path: Path, storage: type[Storage]) -> None:
    kept = storage(location=tmp_path / "bucket") if storage is FileSystemStorage else storage()
    place = InStorage(kept)
    assert place.names() == []
    made = make_backup(small_site(tmp_path / "old", KEY), place, tmp_path / "work")
    assert place.names() == [made.name]
    assert kept.size(made.name) == made.size
    new = empty_site(tmp_path / "new", KEY)
    restore(new, find(made.name, place, tmp_path))
    assert stored(new) == FILES


def test_a_backup_is_found_by_name_or_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / OLD[0]).touch()
    (tmp_path / "copied.tar").touch()
    monkeypatch.chdir(tmp_path)
    place = Folder(tmp_path)
    assert find(OLD[0], place, tmp_path) == tmp_path / OLD[0]
    assert find(str(tmp_path / "copied.tar"), place, tmp_path) == tmp_path / "copied.tar"
    assert find("copied.tar", place, tmp_path) == Path("copied.tar")


def test_a_name_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    (tmp_path / OLD[0]).touch()
    with pytest.raises(RefusedError, match=rf"no backup other.tar\. There are: {OLD[0]}"):
        find("other.tar", Folder(tmp_path), tmp_path)
    with pytest.raises(RefusedError, match="none at all"):
        find("other.tar", Folder(tmp_path / "nowhere"), tmp_path)


@pytest.mark.parametrize("in_storage", [False, True])
def test_thinning_out_deletes_what_the_rule_does_not_keep(tmp_path: Path, in_storage: bool) -> None:
    for name in [*OLD, "notes.txt"]:
        (tmp_path / name).touch()
    place = InStorage(FileSystemStorage(location=tmp_path)) if in_storage else Folder(tmp_path)
    assert thin_out(place, Rule(2, 0, 0), newest_whole=OLD[0]) == [OLD[1]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", OLD[0], OLD[2], OLD[3]]


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    with scratch(tmp_path), pytest.raises(RefusedError, match="at work"), scratch(tmp_path):
        pass
    with scratch(tmp_path):
        pass


def test_what_a_killed_command_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".part-killed").mkdir()
    (tmp_path / ".part-killed" / OLD[0]).touch()
    assert Folder(tmp_path).names() == []
    with scratch(tmp_path) as work:
        assert list(tmp_path.glob(".part-*")) == [work]
        assert work.stat().st_mode & 0o077 == 0
    assert list(tmp_path.glob(".part-*")) == []


def test_a_second_backup_in_the_same_second_does_not_replace_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2026, 11, 22, tzinfo=UTC)

    monkeypatch.setattr("upkeep.backup.making.datetime", Stopped)
    site = small_site(tmp_path / "old")
    first = backed_up(site, tmp_path / "kept").read_bytes()
    with pytest.raises(RefusedError, match="already is a backup"):
        backed_up(site, tmp_path / "kept")
    assert (tmp_path / "kept/together-20261122T000000Z.tar").read_bytes() == first


def test_a_file_deleted_while_files_are_read_is_not_missed(tmp_path: Path) -> None:
    class Vanishing(InMemoryStorage):
        def listdir(self, path: str) -> tuple[list[str], list[str]]:
            return [], ["stays", "vanished"]

    storage = Vanishing()
    storage.save("stays", ContentFile(b"x"))
    site = replace(small_site(tmp_path / "old"), media={"default": storage})
    made = make_backup(site, Folder(tmp_path), tmp_path)
    assert list(made.manifest.media()) == ["media/default/stays"]


def test_the_lock_is_not_left_behind_by_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), scratch(tmp_path):
        raise ValueError("inside")
    with (tmp_path / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
