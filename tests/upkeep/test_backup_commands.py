"""What `backup` and `restore` say to an operator, and in which order a restore does its work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from django.conf import LazySettings
from django.core.files.storage import InMemoryStorage
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.upkeep.backups import KEY, Use, empty_site, kept, run, small_site
from upkeep.backup import backup_settings
from upkeep.management.commands import restore


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


def test_every_migration_of_the_site_is_known(db: None) -> None:
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    on_disk = set(MigrationLoader(connection).disk_migrations)
    assert restore.known_migrations() == {f"{app}.{name}" for app, name in on_disk}
    assert len(applied & restore.known_migrations()) > 100
