"""A restore over a site that is there, of what does not fit it, and what it tells when it did not come out right."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from tests.upkeep.backups import (
    FILES,
    backed_up,
    empty_site,
    is_empty,
    restore,
    run_sql,
    small_site,
    stored,
)
from upkeep.backup import sqlite_copy
from upkeep.backup.destinations import scratch
from upkeep.backup.refusal import RefusedError
from upkeep.backup.restoring import check_backup, check_migrations, check_site
from upkeep.backup.sqlite_copy import SQLite


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
