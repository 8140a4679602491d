"""SQLite: copied and put back by its online backup API, so that readers and writers may go on meanwhile."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from upkeep.backup.manifest import Contents, Rows
from upkeep.backup.refusal import RefusedError

BUSY_SECONDS: Final = 30
PAGES_AT_ONCE: Final = -1
"""All in one step: one that is taken in parts begins again whenever somebody writes."""


class SQLite:
    """The database in the file `path`."""

    vendor = "sqlite"
    member = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self._path = path

    def copy(self, to: Path) -> Contents:
        """Write a copy to `to` and return what is in it; raises `RefusedError` if there is none or it is damaged itself."""
        if not self._path.is_file():
            raise RefusedError(f"There is no database to back up at {self._path}.")
        with _explained("The database cannot be copied"), _opened(self._path) as live, _opened(to) as copied:
            live.backup(copied, pages=PAGES_AT_ONCE, progress=_progress_timeout())
            # The copy of a database in WAL mode is one too, and would need its -wal file beside it.
            copied.execute("PRAGMA journal_mode=DELETE")
            found = copied.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise RefusedError(f"The database is damaged; restore an older backup. SQLite says: {found}")
            return _contents(copied)

    def check_copy(self, copy: Path) -> None:
        """Return if the copy is a sound database."""
        with _explained("The database in this backup cannot be read"), _opened(copy) as copied:
            found = copied.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise RefusedError(f"The database in this backup is damaged: {found}")

    def put_back(self, copy: Path) -> None:
        """Replace the database in one transaction; a server that still runs sees the old one or the new one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with _explained("The database cannot be put back"), _opened(copy) as copied, _opened(self._path) as live:
            copied.backup(live, pages=PAGES_AT_ONCE, progress=_progress_timeout())

    def contents(self) -> Contents:
        """Return what the database holds."""
        if not self._path.is_file():
            return Contents({}, [])
        with _explained("The database cannot be read"), _opened(self._path) as live:
            return _contents(live)

    def is_empty(self) -> bool:
        """Say whether there is no file, or no table in it."""
        if not self._path.is_file():
            return True
        with _explained("The database cannot be read"), _opened(self._path) as live:
            return not live.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        # Text is whatever bytes the site has stored: one that is not UTF-8 must not stop a backup.
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        yield connection


def _progress_timeout() -> Callable[[int, int, int], None]:
    """Return what ends a copy that waits for a lock: left alone, it would wait for ever."""
    deadline = time.monotonic() + BUSY_SECONDS

    def look(status: int, remaining: int, total: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() > deadline:
            raise RefusedError("The database is locked by another process. Stop the server, or try again.")

    return look


@contextmanager
def _explained(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise RefusedError(f"{what}: {error}") from error


def _contents(connection: sqlite3.Connection) -> Contents:
    """Return the rows of every table that stores any, all as of one moment."""
    connection.execute("BEGIN")
    tables = {name: _rows(connection, name) for name in _tables(connection)}
    migrations = _migrations(connection) if "django_migrations" in tables else []
    connection.execute("COMMIT")
    return Contents(tables, migrations)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables; those of a search index that only show what other tables store are left out."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    return [name for (name,) in connection.execute(query)]


def _rows(connection: sqlite3.Connection, table: str) -> Rows:
    """Count and digest the rows of a table: the sum of their hashes, which is the same in any order."""
    count = total = 0
    name = table.replace('"', '""')
    for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608  # a name from the database itself
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
    return Rows(count, f"{total % 2**256:064x}")


def _migrations(connection: sqlite3.Connection) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations"))
