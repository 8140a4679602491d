"""What `backup` and `restore` say to an operator, and in which order a restore does its work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from django.conf import LazySettings
from django.core.files.storage import InMemoryStorage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from delivery.memory import restored
from delivery.memory.generation import Generation
from tests.upkeep.backups import FILES, KEY, empty_site, run_sql, small_site, stored
from upkeep import erasures
from upkeep.backup import backup_settings
from upkeep.backup.destinations import Folder
from upkeep.backup.making import Site
from upkeep.erasures import Erasure
from upkeep.management.commands import restore

Use = Callable[[Site], None]


@pytest.fixture
def use(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Let the commands work on a given site instead of the one the tests run in."""
    settings.BACKUP_DIR = tmp_path / "kept"
    settings.BACKUP_KEY = ""
    done: list[str] = []
    monkeypatch.setattr(restore, "call_command", lambda name, **options: done.append(name))
    monkeypatch.setattr(restore, "hold_letters", lambda: 2)
    monkeypatch.setattr(restored, "record_change", lambda: done.append("forget pages"))
    monkeypatch.setattr(restored, "generation", lambda: Generation(tmp_path / "generation"))
    monkeypatch.setattr(restore.connections, "close_all", lambda: None)
    monkeypatch.setattr(erasures, "_replays", {})
    erasures.replays("story")(lambda subject: done.append(f"erased {subject}"))

    def use(site: Site) -> None:
        done.clear()
        settings.DATA_DIR = site.ledger.parent
        settings.ERASURE_LEDGER = site.ledger
        monkeypatch.setattr(backup_settings, "database", lambda: site.database)
        monkeypatch.setattr(backup_settings, "media", lambda: site.media)

    use.done = done  # type: ignore[attr-defined]
    return use


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def kept(tmp_path: Path) -> list[str]:
    return Folder(tmp_path / "kept").names()


def test_backup_says_what_it_made(use: Use, tmp_path: Path) -> None:
    use(small_site(tmp_path / "old"))
    said = run("backup")
    assert kept(tmp_path)[0] in said
    assert "3 files" in said
    assert "not encrypted: BACKUP_KEY is not set" in said


def test_backup_encrypts_with_the_key_of_the_settings(use: Use, tmp_path: Path, settings: LazySettings) -> None:
    settings.BACKUP_KEY = KEY
    use(small_site(tmp_path / "old"))
    assert ", encrypted." in run("backup")
    assert kept(tmp_path)[0].endswith(".tar.enc")


@pytest.mark.parametrize("key", ["short", KEY + "\n"])
def test_backup_refuses_a_key_that_is_none(use: Use, tmp_path: Path, settings: LazySettings, key: str) -> None:
    settings.BACKUP_KEY = key
    use(small_site(tmp_path / "old"))
    with pytest.raises(CommandError, match=r"No backup was made in .*kept\. BACKUP_KEY needs at least 32"):
        run("backup")
    assert kept(tmp_path) == []


def test_backup_deletes_only_what_the_rule_does_not_keep(use: Use, tmp_path: Path) -> None:
    use(small_site(tmp_path / "old"))
    (tmp_path / "kept").mkdir()
    for month in range(1, 4):
        (tmp_path / f"kept/together-20250{month}01T000000Z.tar").touch()
    said = run("backup", keep_daily=1, keep_weekly=0, keep_monthly=3)
    assert "Deleted together-20250101T000000Z.tar" in said
    assert [name[9:17] for name in kept(tmp_path)[:-1]] == ["20250201", "20250301"]


def test_backup_without_a_database_fails(use: Use, tmp_path: Path) -> None:
    use(empty_site(tmp_path / "new"))
    with pytest.raises(CommandError, match=r"No backup was made in .*kept\. There is no database"):
        run("backup")


def test_backup_where_nothing_may_be_written_fails(use: Use, tmp_path: Path, settings: LazySettings) -> None:
    use(small_site(tmp_path / "old"))
    (tmp_path / "a file").touch()
    settings.BACKUP_DIR = tmp_path / "a file/below"
    with pytest.raises(CommandError, match=r"No backup was made in .*a file"):
        run("backup")


def test_backup_where_readers_can_fetch_it_fails(use: Use, tmp_path: Path, settings: LazySettings) -> None:
    use(small_site(tmp_path / "old"))
    settings.MEDIA_ROOT = tmp_path / "old/media"
    settings.BACKUP_DIR = tmp_path / "old/media/backups"
    with pytest.raises(CommandError, match="which everybody can read"):
        run("backup")


def test_backup_deletes_nothing_after_a_failure(use: Use, tmp_path: Path) -> None:
    use(empty_site(tmp_path / "new"))
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/together-20250101T000000Z.tar").touch()
    with pytest.raises(CommandError):
        run("backup", keep_daily=0, keep_weekly=0, keep_monthly=0)
    assert kept(tmp_path) == ["together-20250101T000000Z.tar"]


def test_backup_to_a_bucket_that_does_not_answer_fails(
    use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away(InMemoryStorage):
        def _save(self, name: str, content: Any) -> str:
            raise EndpointConnectionError(endpoint_url="https://bucket.example")

    use(small_site(tmp_path / "old"))
    monkeypatch.setattr(backup_settings, "storages", {"bucket": Away()})
    monkeypatch.setattr(backup_settings.settings, "BACKUP_STORAGE", "bucket")
    with pytest.raises(CommandError, match=r"No backup was made in .*bucket\.example"):
        run("backup")


def test_backup_to_a_storage_that_is_not_configured_fails(use: Use, tmp_path: Path, settings: LazySettings) -> None:
    use(small_site(tmp_path / "old"))
    settings.BACKUP_STORAGE = "nowhere"
    with pytest.raises(CommandError, match="no storage named nowhere"):
        run("backup")


@pytest.fixture
def name(use: Use, tmp_path: Path) -> str:
    """The name of a backup of the small site."""
    use(small_site(tmp_path / "old"))
    run("backup")
    return kept(tmp_path)[0]


@pytest.mark.parametrize("by_path", [False, True])
def test_restore_onto_an_empty_machine(use: Use, name: str, tmp_path: Path, by_path: bool) -> None:
    new = empty_site(tmp_path / "new")
    use(new)
    erasures.record("story", 42)
    said = run("restore", str(tmp_path / "kept" / name) if by_path else name)
    assert stored(new) == FILES
    assert "all as in the backup" in said
    assert "replayed: 1" in said
    assert use.done == ["migrate", "erased 42", "forget pages"]
    assert not (tmp_path / "new/restore-unfinished").exists()


def test_restore_over_a_live_site_needs_force(use: Use, name: str, tmp_path: Path) -> None:
    run_sql(tmp_path / "old/db.sqlite3", "DELETE FROM notes")
    live = empty_site(tmp_path / "old")
    with pytest.raises(CommandError, match=r"not empty.*--force.*Nothing was touched"):
        run("restore", name)
    assert live.database.contents().tables["notes"].count == 0
    run("restore", name, "--force")
    assert live.database.contents().tables["notes"].count == 3


@pytest.mark.parametrize("force", [False, True])
def test_restore_of_a_damaged_backup_touches_nothing(use: Use, name: str, tmp_path: Path, force: bool) -> None:
    content = bytearray((tmp_path / "kept" / name).read_bytes())
    content[len(content) // 3] ^= 1
    (tmp_path / "kept" / name).write_bytes(content)
    use(empty_site(tmp_path / "new"))
    with pytest.raises(CommandError, match=r"damaged.*Nothing was touched"):
        run("restore", name, force=force)
    assert not (tmp_path / "new").exists()
    assert use.done == []


def test_verify_only_touches_nothing_even_on_a_live_site(use: Use, name: str, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "old").rglob("*")}
    assert "is whole" in run("restore", name, "--verify-only")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "old").rglob("*")} == before
    (tmp_path / "kept" / name).write_bytes((tmp_path / "kept" / name).read_bytes()[:-1])
    with pytest.raises(CommandError, match="cut short"):
        run("restore", name, "--verify-only")


@pytest.mark.parametrize("damage", ["line", "kind"])
def test_a_ledger_that_cannot_be_replayed_stops_before_anything_is_touched(
    use: Use, name: str, tmp_path: Path, damage: str
) -> None:
    new = empty_site(tmp_path / "new")
    use(new)
    erasures.record("story", 42)
    if damage == "kind":
        erasures._replays.clear()
    else:
        new.ledger.write_bytes(new.ledger.read_bytes()[:-9])
    with pytest.raises(CommandError, match=r"ledger of erasures.*Nothing was touched"):
        run("restore", name)
    assert not (tmp_path / "new/db.sqlite3").exists()


def test_a_restore_that_breaks_off_keeps_the_site_from_being_served(use: Use, name: str, tmp_path: Path) -> None:
    use(empty_site(tmp_path / "new"))
    erasures.record("story", 42)

    def cannot(subject: str) -> None:
        raise OSError("the bucket is away")

    erasures.replays("story")(cannot)
    with pytest.raises(CommandError, match="the bucket is away The site is not whole: do not serve it"):
        run("restore", name)
    with pytest.raises(CommandError, match=r"has begun and not ended.*restore.*--force"):
        run("prepare")
    erasures.replays("story")(lambda subject: None)
    run("restore", name, "--force")
    assert not (tmp_path / "new/restore-unfinished").exists()


def test_pages_remembered_before_a_restore_are_forgotten_though_the_database_says_what_it_said(
    use: Use, name: str, tmp_path: Path
) -> None:
    use(empty_site(tmp_path / "new"))
    known = Generation(tmp_path / "generation")
    before = known.now
    run("restore", name)
    assert known.now > before


def test_erasures_are_replayed_after_a_recovery_by_other_means(use: Use, tmp_path: Path) -> None:
    use(small_site(tmp_path / "old"))
    entries = [Erasure(datetime(2026, 11, day, tzinfo=UTC), "story", str(day)) for day in (1, 3)]
    (tmp_path / "old/erasures.jsonl").write_bytes(b"".join(entry.line() for entry in entries))
    assert "replayed: 1" in run("replay_erasures", "2026-11-02T12:00Z")
    assert use.done == ["erased 3", "forget pages"]
    assert "replayed: 2" in run("replay_erasures", "2026-11-01")
    with pytest.raises(CommandError, match="yesterday is not a moment"):
        run("replay_erasures", "yesterday")


def test_every_migration_of_the_site_is_known(db: None) -> None:
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    on_disk = set(MigrationLoader(connection).disk_migrations)
    assert restore.known_migrations() == {f"{app}.{name}" for app, name in on_disk}
    assert len(applied & restore.known_migrations()) > 100
