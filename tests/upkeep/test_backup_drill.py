"""The restore drill: a site is made, backed up, lost and brought back by the commands an operator types, in their own processes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import SmallSite
from tests.upkeep.backups import KEY
from upkeep.backup.rotation import made_at
from upkeep.erasures import Erasure

ROOT = Path(__file__).resolve().parents[2]


class Machine:
    """A folder that stands for a machine: its data, and the commands that run on it."""

    def __init__(self, data: Path, backups: Path) -> None:
        self.data = data
        self.backups = backups

    def run(self, *arguments: str, key: str = KEY) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DATA_DIR": str(self.data), "BACKUP_DIR": str(self.backups), "BACKUP_KEY": key}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "DEBUG": "0"}
        environment.pop("DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def do(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fails(self, *arguments: str, key: str = KEY) -> str:
        done = self.run(*arguments, key=key)
        assert done.returncode == 1, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr

    def titles(self) -> list[str]:
        with closing(sqlite3.connect(self.data / "db.sqlite3")) as database:
            return [title for (title,) in database.execute("SELECT title FROM wagtailcore_page ORDER BY path")]

    def files(self) -> dict[str, bytes]:
        media = self.data / "media"
        return {path.relative_to(media).as_posix(): path.read_bytes() for path in media.rglob("*") if path.is_file()}


@pytest.fixture
def old(site_tree: SmallSite, tmp_path: Path) -> Machine:
    """A machine with a small site: the pages of the test database and a few files."""
    if connection.vendor != "sqlite":
        pytest.skip("copies an SQLite database")
    machine = Machine(tmp_path / "old", tmp_path / "kept")
    (machine.data / "media/images").mkdir(parents=True)
    for number in range(20):
        (machine.data / f"media/images/picture-{number}.jpg").write_bytes(os.urandom(5000))
    (machine.data / "db.sqlite3").write_bytes(connection.connection.serialize())
    return machine


def test_the_drill(old: Machine, tmp_path: Path) -> None:
    said = old.do("backup")
    (name,) = [path.name for path in old.backups.iterdir() if made_at(path.name)]
    assert "20 files" in said

    new = Machine(tmp_path / "new", old.backups)
    assert "whole" in new.do("restore", name, "--verify-only")
    assert "another key" in new.fails("restore", name, key=KEY[::-1])

    backup = old.backups / name
    whole = backup.read_bytes()
    backup.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    assert "is damaged" in new.fails("restore", name)
    backup.write_bytes(whole[:-1])
    assert "cut short" in new.fails("restore", name)
    backup.write_bytes(whole)
    assert not new.data.exists()

    said = new.do("restore", name)
    assert "all as in the backup" in said
    assert new.titles() == old.titles() != []
    assert new.files() == old.files()

    assert "--force" in new.fails("restore", name)
    unknown = Erasure(made_at(name).replace(year=2100), "nobody-knows", "1")
    (new.data / "erasures.jsonl").write_bytes(unknown.line())
    assert "nobody-knows" in new.fails("restore", name, "--force")
    (new.data / "erasures.jsonl").unlink()
    new.do("prepare")
    (new.data / "media/images/later.jpg").touch()
    assert "1 that it does not have were removed" in new.do("restore", name, "--force")
    assert new.files() == old.files()
