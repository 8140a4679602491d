"""A backup from before a withdrawal is put back: nothing of the story comes with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from stories.models import Person
from stories.models.consent import evidence_storage
from tests.factories import SmallSite
from tests.stories.markers import MARKER, marked_story
from tests.upkeep.test_backup_drill import Machine
from upkeep.backup.media_copy import names_in
from upkeep.backup.rotation import made_at

WITHDRAW = """
from stories.consent.withdrawing import withdraw
from stories.models import Person
from upkeep.outbox.worker import carry_out_due
person = Person.objects.get()
withdraw(person.appearances.first().story_key, by="person", person=person)
failed = [one for one in carry_out_due(seconds=120) if one.event != "carried out"]
assert not failed, failed
"""


def holding(data: Path) -> list[str]:
    """Return the tables and files of a machine that hold the word."""
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        database.text_factory = bytes
        tables = [name.decode() for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: database.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}  # noqa: S608
    found = [table for table in tables if MARKER in str(rows[table]).lower()]
    files = [path for folder in ("media", "evidence") for path in (data / folder).rglob("*") if path.is_file()]
    raw = [data / "db.sqlite3", *data.glob("db.sqlite3-wal")]
    return found + [path.name for path in (*files, *raw) if MARKER.encode() in path.read_bytes().lower()]


@pytest.fixture
def old(
    site_tree: SmallSite, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Machine:
    """A machine with a story that holds the word in every field, in two languages."""
    if connection.vendor != "sqlite":
        pytest.skip("copies an SQLite database")
    for storage in (default_storage, evidence_storage()):
        for name in list(names_in(storage)):
            storage.delete(name)
    user = User.objects.create_superuser("admin", "admin@example.org", "secret")
    with django_capture_on_commit_callbacks(execute=True):
        marked_story(site_tree, user)
    machine = Machine(tmp_path / "old", tmp_path / "kept")
    for folder, storage in (("media", default_storage), ("evidence", evidence_storage())):
        for name in names_in(storage):
            path = machine.data / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(storage.open(name).read())
    (machine.data / "db.sqlite3").write_bytes(connection.connection.serialize())
    assert Person.objects.count() == 1
    return machine


def test_nothing_of_a_withdrawn_story_comes_back_with_an_older_backup(old: Machine) -> None:
    old.do("backup")
    (name,) = [path.name for path in old.backups.iterdir() if made_at(path.name)]
    assert "stories_storypage" in holding(old.data)
    old.do("shell", "-c", WITHDRAW)
    assert holding(old.data) == []
    old.do("restore", name, "--force")
    assert holding(old.data) == []
