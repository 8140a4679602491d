"""The rows of a small site, kept, and put back for the tests that follow.

Making one takes a quarter of a second and most tests begin with one; putting its rows back takes a fiftieth.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from wagtail.models import Locale, Page

T = TypeVar("T")
WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')


def kept(build: Callable[..., T]) -> Callable[..., T]:
    """Make a function that builds the pages of a site in some languages build each such site once a process.

    In a database that holds pages already it builds as ever.
    """
    snapshots: dict[tuple[str, ...], Snapshot[T]] = {}

    @wraps(build)
    def restored(*codes: str) -> T:
        if Page.objects.filter(depth__gt=1).count() > 1 or Locale.objects.count() > 1:
            return build(*codes)
        return snapshots.setdefault(codes, Snapshot(lambda: build(*codes))).restore()

    return restored


@dataclass
class Snapshot(Generic[T]):
    """The rows that every table written by `make` had afterwards, and what `make` returned."""

    make: Callable[[], T]
    made: T | None = None
    rows: dict[str, Any] = field(default_factory=dict)

    def restore(self) -> T:
        """Return a copy of what `make` returns, with the database as it leaves it."""
        with transaction.atomic():
            if self.made is None:
                self._record()
            else:
                self._put_back()
        return copy.deepcopy(self.made)

    def _record(self) -> None:
        tables: set[str] = set()

        def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            tables.update(WRITES.findall(sql[:200]))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            made = self.make()
        self.rows = {table: _read(table) for table in sorted(tables)}
        self.made = copy.deepcopy(made)

    def _put_back(self) -> None:
        with connection.cursor() as cursor:
            for table in self.rows:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # our own tables
            for table, rows in self.rows.items():
                _write(cursor, table, rows)


def _read(table: str) -> Any:
    """Return the rows of a table as its database writes them: PostgreSQL's own text, or SQLite's values."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" TO STDOUT') as lines:
                return b"".join(lines)
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # our own tables
        return cursor.fetchall()


def _write(cursor: Any, table: str, rows: Any) -> None:
    if not rows:
        return
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" FROM STDIN') as lines:
            lines.write(rows)
    else:
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(rows[0]))})', rows)  # noqa: S608  # the same
