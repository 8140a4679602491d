"""Fixtures of the tests of upkeep."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from delivery.memory import restored
from delivery.memory.generation import Generation
from tests.upkeep.backups import (
    Use,
    backed_up,
    small_site,
)
from tests.upkeep.effects import clock, notes
from upkeep import erasures
from upkeep.backup import backup_settings
from upkeep.backup.making import Site
from upkeep.management.commands import restore

__all__ = ["clock", "notes"]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of the small site without a key."""
    return backed_up(small_site(tmp_path / "old"), tmp_path / "kept")


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
