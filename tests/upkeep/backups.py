"""A small site to back up: a hand-made SQLite database, a folder of media, an empty ledger; and an empty machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.core.management import call_command

from upkeep.backup.destinations import Folder, scratch
from upkeep.backup.making import Site, make_backup
from upkeep.backup.restoring import check_backup, put_back
from upkeep.backup.sqlite_copy import SQLite

KEY = "a key of thirty-two characters!!".replace(" ", "-")
OTHER_KEY = "another key that is long enough too".replace(" ", "-")
FILES = {
    "images/tŷ.jpg": b"\xff\xd8 a picture",
    "images/deep/er/empty.txt": b"",
    "documents/large.bin": bytes(3_000_000),
}
SCHEMA = """
    PRAGMA journal_mode=WAL;
    CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT);
    INSERT INTO django_migrations VALUES (1, 'home', '0001_initial'), (2, 'home', '0002_more');
    CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT, number REAL, bytes BLOB);
    INSERT INTO notes (text, number, bytes) VALUES ('dŵr', 0.1, x'00ff'), (NULL, NULL, NULL), (CAST(x'fffe' AS TEXT), 1e300, '');
    CREATE TABLE "odd ""name" (key TEXT PRIMARY KEY) WITHOUT ROWID;
    INSERT INTO "odd ""name" VALUES ('x');
    CREATE TABLE empty (id INTEGER);
    CREATE VIRTUAL TABLE found USING fts5(words);
    INSERT INTO found VALUES ('soup and bread');
"""


def run_sql(database: Path, script: str) -> None:
    """Run statements on the SQLite file `database`, which is made if it is not there."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(script)


def empty_site(folder: Path, key: str = "") -> Site:
    """Return a site on a machine that has nothing yet."""
    return Site(SQLite(folder / "db.sqlite3"), {"default": storage_in(folder)}, folder / "erasures.jsonl", key)


def storage_in(folder: Path) -> FileSystemStorage:
    """Return a storage in a folder, which need not be there."""
    return FileSystemStorage(location=folder / "media")


def small_site(folder: Path, key: str = "") -> Site:
    """Return a site with a few rows and files."""
    folder.mkdir(parents=True, exist_ok=True)
    run_sql(folder / "db.sqlite3", SCHEMA)
    site = empty_site(folder, key)
    fill(site.media["default"])
    return site


def fill(storage: Storage) -> None:
    """Store the files of the small site."""
    for name, content in FILES.items():
        assert storage.save(name, ContentFile(content)) == name


def stored(site: Site) -> dict[str, bytes]:
    """Return the media of a site that lies in a folder, read without the code under test."""
    root = Path(site.media["default"].path(""))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def rows(database: Path) -> list[str]:
    """Return all that a database holds, as SQLite itself writes it out."""
    with closing(sqlite3.connect(database)) as connection:
        connection.text_factory = bytes
        return sorted(
            repr(row)
            for table in ("notes", '"odd ""name"', "found")
            for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own names
        )


def backed_up(site: Site, folder: Path) -> Path:
    """Return the path of a new backup of a site in a folder."""
    return folder / make_backup(site, Folder(folder), folder).name


def restore(site: Site, backup: Path) -> list[str]:
    """Check a backup and put it back; return what was said."""
    said: list[str] = []
    with scratch(backup.parent) as work:
        put_back(site, check_backup(backup, site, work), said.append)
    return said


def is_empty(folder: Path) -> bool:
    return not (folder / "db.sqlite3").exists() and not (folder / "media").exists()


Use = Callable[[Site], None]


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def kept(tmp_path: Path) -> list[str]:
    return Folder(tmp_path / "kept").names()
