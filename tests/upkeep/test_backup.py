"""A backup comes back row by row and file by file; one that is not whole is refused before anything is touched."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from tests.upkeep.backups import (
    FILES,
    KEY,
    OTHER_KEY,
    backed_up,
    empty_site,
    fill,
    is_empty,
    restore,
    rows,
    run_sql,
    small_site,
    stored,
)
from upkeep.backup import archive, integrity
from upkeep.backup.destinations import Folder
from upkeep.backup.manifest import Content, Manifest, Rows, differing_tables
from upkeep.backup.media_copy import differing_files
from upkeep.backup.refusal import RefusedError
from upkeep.backup.sqlite_copy import SQLite


@pytest.mark.parametrize("key", ["", KEY])
def test_what_is_restored_is_what_was_there(tmp_path: Path, key: str) -> None:
    site = small_site(tmp_path / "old", key)
    backup = backed_up(site, tmp_path / "kept")
    new = empty_site(tmp_path / "new", key)
    restore(new, backup)
    assert stored(new) == FILES
    assert rows(tmp_path / "new/db.sqlite3") == rows(tmp_path / "old/db.sqlite3")
    assert new.database.contents() == site.database.contents()


def test_a_backup_with_a_key_tells_nothing_without_it(tmp_path: Path) -> None:
    site = small_site(tmp_path / "old", KEY)
    site.media["default"].save("secret.txt", ContentFile(b"somebody lives here"))
    backup = backed_up(site, tmp_path / "kept")
    assert b"somebody" not in backup.read_bytes()
    assert b"secret.txt" not in backup.read_bytes()
    assert b"SQLite format" not in backup.read_bytes()
    assert b"somebody" in backed_up(replace(site, key=""), tmp_path / "kept").read_bytes()


def test_a_backup_can_be_unpacked_by_hand(tmp_path: Path) -> None:
    backup = backed_up(small_site(tmp_path / "old", KEY), tmp_path / "kept")
    by_hand = f"openssl enc -d -aes-256-ctr -pbkdf2 -iter 600000 -md sha256 -pass env:K -in {backup} | tar -xO media/default/images/tŷ.jpg"
    assert (
        subprocess.check_output(["bash", "-c", by_hand], env={"K": KEY, "PATH": "/usr/bin:/bin"})
        == FILES["images/tŷ.jpg"]
    )


def test_a_backup_is_for_nobody_elses_eyes(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_the_database_comes_first_and_the_manifest_last(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        names = tar.getnames()
    assert names[0] == "database.sqlite3"
    assert names[-1] == "manifest.json"


def test_the_copy_of_a_database_needs_no_file_beside_it(backup: Path) -> None:
    """The two bytes of the header that say whether there is a write-ahead log (sqlite.org/fileformat2.html)."""
    with tarfile.open(backup) as tar:
        header = tar.extractfile("database.sqlite3").read(20)
    assert header[18:20] == bytes([1, 1])


def test_the_manifest_knows_rows_files_and_migrations(backup: Path, tmp_path: Path) -> None:
    manifest = archive.check(backup, "", tmp_path)
    assert manifest.tables["notes"].count == 3
    assert manifest.tables["empty"].count == 0
    assert manifest.tables['odd "name'].count == 1
    assert "found" not in manifest.tables
    assert manifest.migrations == ["home.0001_initial", "home.0002_more"]
    assert manifest.media()["media/default/images/deep/er/empty.txt"].size == 0
    assert Manifest.from_json(manifest.to_json()) == manifest


def test_any_flipped_byte_is_refused(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    positions = {*range(0, len(whole), len(whole) // 60), *range(len(whole) - integrity.LENGTH - 1, len(whole))}
    for position in positions:
        with backup.open("r+b") as file:
            file.seek(position)
            file.write(bytes([whole[position] ^ 1]))
        with pytest.raises(RefusedError, match=r"damaged|digest|without a key|is encrypted"):
            restore(empty_site(tmp_path / "new"), backup)
        with backup.open("r+b") as file:
            file.seek(position)
            file.write(whole[position : position + 1])
    assert is_empty(tmp_path / "new")
    restore(empty_site(tmp_path / "new"), backup)


@pytest.mark.parametrize("lost", [1, integrity.LENGTH, 2000, 2_999_999, None])
def test_a_backup_cut_short_is_refused(backup: Path, tmp_path: Path, lost: int | None) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) - lost] if lost else b"")
    with pytest.raises(RefusedError, match="cut short"):
        restore(empty_site(tmp_path / "new"), backup)
    assert is_empty(tmp_path / "new")


def test_a_damaged_backup_with_a_key_is_refused(tmp_path: Path) -> None:
    backup = backed_up(small_site(tmp_path / "old", KEY), tmp_path / "kept")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(RefusedError, match="damaged"):
        restore(empty_site(tmp_path / "new", KEY), backup)
    assert is_empty(tmp_path / "new")


@pytest.mark.parametrize(
    ("made_with", "key", "reason"),
    [(KEY, OTHER_KEY, "another key"), (KEY, "", "set BACKUP_KEY"), ("", KEY, "made without a key")],
)
def test_a_wrong_key_is_refused(tmp_path: Path, made_with: str, key: str, reason: str) -> None:
    backup = backed_up(small_site(tmp_path / "old", made_with), tmp_path / "kept")
    with pytest.raises(RefusedError, match=reason):
        restore(empty_site(tmp_path / "new", key), backup)
    assert is_empty(tmp_path / "new")


def resealed(backup: Path, changed: dict[str, bytes]) -> Path:
    """Pack a backup anew with some files changed, and seal it: what somebody without the key can always do."""
    forged = backup.parent / "forged.tar"
    with tarfile.open(backup) as old, tarfile.open(forged, "w") as new:
        for entry in old:
            content = changed.get(entry.name, old.extractfile(entry).read())
            entry.size = len(content)
            new.addfile(entry, BytesIO(content))
    integrity.append_digest(forged, "")
    return forged


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"media/default/images/tŷ.jpg": b"another"},
            "does not hold what its manifest says: media/default/images/tŷ.jpg",
        ),
        ({"manifest.json": b"{"}, "manifest of this backup cannot be read"),
        ({"manifest.json": b'{"format": 2}'}, "format 2"),
        ({"manifest.json": b'{"format": 1}'}, "manifest of this backup cannot be read"),
    ],
)
def test_what_the_manifest_does_not_say_is_refused(
    backup: Path, tmp_path: Path, changed: dict[str, bytes], reason: str
) -> None:
    with pytest.raises(RefusedError, match=reason):
        restore(empty_site(tmp_path / "new"), resealed(backup, changed))
    assert is_empty(tmp_path / "new")


def test_media_may_lie_in_any_storage(tmp_path: Path) -> None:
    bucket, private, new_bucket, new_private = (InMemoryStorage() for _each in range(4))
    fill(bucket)
    private.save("letter.pdf", ContentFile(b"a letter"))
    site = replace(small_site(tmp_path / "old"), media={"default": bucket, "private": private})
    backup = backed_up(site, tmp_path / "kept")
    restore(replace(empty_site(tmp_path / "new"), media={"default": new_bucket, "private": new_private}), backup)
    assert new_bucket.open("images/tŷ.jpg").read() == FILES["images/tŷ.jpg"]
    assert new_private.open("letter.pdf").read() == b"a letter"
    assert not new_private.exists("images/tŷ.jpg")


def test_a_damaged_database_is_not_backed_up(tmp_path: Path) -> None:
    site = small_site(tmp_path / "old")
    run_sql(
        tmp_path / "old/db.sqlite3",
        """
        CREATE TABLE broken (a); INSERT INTO broken VALUES (NULL); PRAGMA writable_schema = 1;
        UPDATE sqlite_master SET sql = 'CREATE TABLE broken (a NOT NULL)' WHERE name = 'broken';
        """,
    )
    with pytest.raises(RefusedError, match=r"The database is damaged.*broken"):
        backed_up(site, tmp_path / "kept")
    assert Folder(tmp_path / "kept").names() == []


def test_rows_have_the_same_digest_in_any_order_and_another_when_changed(tmp_path: Path) -> None:
    def digest(*texts: str) -> Rows:
        shutil.rmtree(tmp_path / "db", ignore_errors=True)
        (tmp_path / "db").mkdir()
        path = tmp_path / "db/one"
        run_sql(path, ";".join(["CREATE TABLE t (a, b)", *(f"INSERT INTO t VALUES ({text})" for text in texts)]))  # noqa: S608  # our own rows
        return SQLite(path).contents().tables["t"]

    assert digest("1, 'a'", "2, 'b'") == digest("2, 'b'", "1, 'a'")
    assert digest("1, 'a'", "2, 'b'") != digest("1, 'b'", "2, 'a'")
    assert digest("1, 'a'") != digest("'1', 'a'")
    assert digest("1, 'a'") != digest("1, x'61'")
    assert digest("1, NULL") != digest("1, ''")
    assert digest("1, 1") != digest("1, 1", "1, 1")


def test_tables_and_files_that_differ_are_named() -> None:
    one, other = Rows(1, "aa"), Rows(1, "bb")
    assert differing_tables({"a": one, "b": one, "c": one}, {"a": one, "b": other, "d": one}) == ["b", "c", "d"]
    storage = InMemoryStorage()
    storage.save("same", ContentFile(b"x"))
    storage.save("more", ContentFile(b"x"))
    x = Content(1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
    expected = {"media/default/same": x, "media/default/missing": x, "media/default/more": Content(1, "00")}
    assert differing_files({"default": storage}, expected) == ["media/default/missing", "media/default/more"]
    assert differing_files({"default": storage}, {"media/default/same": x}) == ["media/default/more"]
