"""The template that test databases begin as: a database like one that is migrated from nothing, for each state of the migrations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests import migrated_template
from tests.migrated_template import copy_to, digest


def test_a_copy_has_every_migration_applied(db: None, tmp_path: Path) -> None:
    copy_to(tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as database:
        applied = set(database.execute("SELECT app, name FROM django_migrations"))
    assert applied >= set(MigrationLoader(connection).disk_migrations)


@pytest.mark.parametrize(
    "path", [Path("home/migrations/0001_initial.py"), Path("home/grants.py"), Path("home/signals.py")]
)
def test_another_state_of_the_migrations_has_a_template_of_its_own(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    before, read = digest(), Path.read_bytes
    changed = migrated_template.ROOT / path
    monkeypatch.setattr(Path, "read_bytes", lambda p: read(p) + b"#" * (p == changed))
    assert digest() != before
