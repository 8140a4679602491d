"""What a backup asks of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from upkeep.backup.manifest import Contents
from upkeep.backup.postgresql_dump import PostgreSQL
from upkeep.backup.refusal import RefusedError
from upkeep.backup.sqlite_copy import SQLite


class Database(Protocol):
    """One database of the site. Every method raises `RefusedError` with what the database said when it will not."""

    vendor: str
    member: str
    """The name of its copy in the archive."""

    def copy(self, to: Path) -> Contents:
        """Write a copy to the new file `to`, as of one moment; return what is in the copy."""

    def check_copy(self, copy: Path) -> None:
        """Return if the copy can be put back, as far as one can tell without doing it."""

    def put_back(self, copy: Path) -> None:
        """Replace everything in the database by the copy, wholly or not at all."""

    def contents(self) -> Contents:
        """Return what the database holds now; no tables if there is no database yet."""

    def is_empty(self) -> bool:
        """Say whether the database has no tables: the only kind that may be overwritten unasked."""


def configured(settings: Mapping[str, Any]) -> Database:
    """Return the database described by one entry of Django's `DATABASES`; raises `RefusedError` for a kind we do not know."""
    if "sqlite3" in settings["ENGINE"]:
        return SQLite(Path(settings["NAME"]))
    if "postgresql" in settings["ENGINE"]:
        return PostgreSQL.of(settings)
    raise RefusedError(f"Only SQLite and PostgreSQL can be backed up, not {settings['ENGINE']}.")
