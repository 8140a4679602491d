"""A backup comes back row by row and file by file; one that is not whole is refused before anything is touched."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from tests.upkeep.backups import (
    FILES,
    KEY,
    OTHER_KEY,
    backed_up,
    empty_site,
    fill,
    restore,
    rows,
    run_sql,
    small_site,
    stored,
)
from upkeep.backup import archive, integrity, sqlite_copy
from upkeep.backup.destinations import Folder, scratch
from upkeep.backup.manifest import Content, Manifest, Rows, differing_tables
from upkeep.backup.media_copy import differing_files
from upkeep.backup.refusal import RefusedError
from upkeep.backup.restoring import check_backup, check_migrations, check_site
from upkeep.backup.sqlite_copy import SQLite


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of the small site without a key."""
    return backed_up(small_site(tmp_path / "old"), tmp_path / "kept")


def is_empty(folder: Path) -> bool:
    return not (folder / "db.sqlite3").exists() and not (folder / "media").exists()


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


def test_a_restore_over_a_live_site_is_refused(tmp_path: Path) -> None:
    live = small_site(tmp_path / "live")
    with pytest.raises(RefusedError, match=r"database of this site is not empty.*--force"):
        check_site(live, force=False)
    (tmp_path / "live/db.sqlite3").unlink()
    with pytest.raises(RefusedError, match=r"uploaded files.*--force"):
        check_site(live, force=False)
    check_site(live, force=True)
    check_site(empty_site(tmp_path / "new"), force=False)


def test_a_restore_over_a_live_site_leaves_nothing_of_it(tmp_path: Path, backup: Path) -> None:
    live = empty_site(tmp_path / "old")
    run_sql(tmp_path / "old/db.sqlite3", "CREATE TABLE newer (id); DROP TABLE empty; UPDATE notes SET text = 'changed'")
    live.media["default"].save("newer.jpg", ContentFile(b"newer"))
    live.media["default"].delete("images/tŷ.jpg")
    (tmp_path / "old/media/documents/large.bin").write_bytes(b"changed")
    said = restore(live, backup)
    assert stored(live) == FILES
    restore(empty_site(tmp_path / "new"), backup)
    assert live.database.contents() == empty_site(tmp_path / "new").database.contents()
    assert "1 that it does not have" in " ".join(said)


def test_a_reader_sees_the_restored_database_without_opening_it_again(tmp_path: Path, backup: Path) -> None:
    reader = sqlite3.connect(tmp_path / "old/db.sqlite3")
    run_sql(tmp_path / "old/db.sqlite3", "DELETE FROM notes")
    assert reader.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    restore(empty_site(tmp_path / "old"), backup)
    assert reader.execute("SELECT count(*) FROM notes").fetchone() == (3,)
    reader.close()


def test_a_locked_database_is_not_waited_for_for_ever(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_copy, "BUSY_SECONDS", 0.1)
    writer = sqlite3.connect(tmp_path / "old/db.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM notes")
    with pytest.raises(RefusedError, match="locked"):
        restore(empty_site(tmp_path / "old"), backup)
    writer.execute("ROLLBACK")
    restore(empty_site(tmp_path / "old"), backup)
    writer.close()


def test_a_restore_that_did_not_come_out_right_is_told(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = empty_site(tmp_path / "new")
    put_back = SQLite.put_back

    def forgetful(self: SQLite, copy: Path) -> None:
        put_back(self, copy)
        run_sql(tmp_path / "new/db.sqlite3", "DELETE FROM notes WHERE id = 1")

    monkeypatch.setattr(SQLite, "put_back", forgetful)
    with pytest.raises(RefusedError, match="differ from the backup: notes"):
        restore(new, backup)


def test_a_file_that_did_not_come_out_right_is_told(tmp_path: Path, backup: Path) -> None:
    class Losing(FileSystemStorage):
        def _save(self, name: str, content: Any) -> str:
            return super()._save(name, ContentFile(b"") if name == "images/tŷ.jpg" else content)

    new = replace(empty_site(tmp_path / "new"), media={"default": Losing(location=tmp_path / "new/media")})
    with pytest.raises(RefusedError, match=r"these files differ from the backup: media/default/images/tŷ\.jpg$"):
        restore(new, backup)


def test_a_lost_ledger_comes_back_and_a_newer_one_stays(tmp_path: Path) -> None:
    site = small_site(tmp_path / "old")
    site.ledger.write_bytes(b"old\n")
    backup = backed_up(site, tmp_path / "kept")
    new = empty_site(tmp_path / "new")
    assert "Warning: no ledger" in " ".join(restore(new, backup))
    assert new.ledger.read_bytes() == b"old\n"
    new.ledger.write_bytes(b"old\nnewer\n")
    assert "Warning" not in " ".join(restore(new, backup))
    assert new.ledger.read_bytes() == b"old\nnewer\n"


def test_a_backup_of_another_kind_of_database_is_refused(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SQLite, "vendor", "postgresql")
    with pytest.raises(RefusedError, match="of a sqlite database"):
        restore(empty_site(tmp_path / "new"), backup)


def test_a_backup_of_a_newer_site_is_refused(tmp_path: Path, backup: Path) -> None:
    with scratch(tmp_path) as work:
        manifest = check_backup(backup, empty_site(tmp_path / "new"), work).manifest
    check_migrations(manifest, {"home.0001_initial", "home.0002_more", "home.0003_later"})
    check_migrations(manifest, {"home.0001_squashed_0002_more", "home.0003_later"})
    check_migrations(manifest, {"other.0001_initial"})  # an app that is no longer installed
    with pytest.raises(RefusedError, match=r"newer version.*home\.0002_more"):
        check_migrations(manifest, {"home.0001_initial"})


def test_files_of_a_storage_that_is_not_there_are_refused(tmp_path: Path, backup: Path) -> None:
    with pytest.raises(RefusedError, match="storage default"):
        restore(replace(empty_site(tmp_path / "new"), media={}), backup)
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
        run_sql(path, ";".join(["CREATE TABLE t (a, b)", *(f"INSERT INTO t VALUES ({text})" for text in texts)]))  # noqa: S608
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
