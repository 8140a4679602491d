"""PostgreSQL: copied by `pg_dump` and put back by `pg_restore`, counted and digested by the server itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

from upkeep.backup.manifest import Contents, Rows
from upkeep.backup.refusal import RefusedError

_CONNECTION: Final = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
_OPTIONS: Final = ("sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile")

_SAME_TEXT: Final[tuple[LiteralString, ...]] = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'iso_8601'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
)
"""So that equal rows read equally on every server."""

_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_ROWS: Final = "SELECT count(*), coalesce(sum(('x' || md5(t::text))::bit(64)::bigint::numeric), 0) FROM {} t"
"""The sum of the first halves of the rows' hashes, which is the same in any order."""
_EMPTY: Final = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


class PostgreSQL:
    """The database that libpq finds by these variables of the environment (`PGHOST` and so on)."""

    vendor = "postgresql"
    member = "database.dump"

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = dict(variables)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> PostgreSQL:
        """Return the database described by one entry of Django's `DATABASES`."""
        options = settings.get("OPTIONS", {})
        variables = {variable: str(settings[name]) for name, variable in _CONNECTION.items() if settings.get(name)}
        return cls({**variables, **{f"PG{name.upper()}": str(options[name]) for name in _OPTIONS if name in options}})

    def copy(self, to: Path) -> Contents:
        """Dump what one transaction sees to `to`, and return what the same transaction sees."""
        with self._reading() as connection:
            snapshot = str(_value(connection, "SELECT pg_export_snapshot()"))
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={to}")
            return _contents(connection)

    def check_copy(self, copy: Path) -> None:
        """Return if `pg_restore` can read the dump from its beginning to its end."""
        self._run("pg_restore", f"--file={os.devnull}", str(copy))

    def put_back(self, copy: Path) -> None:
        """Replace the tables in one transaction; raises `RefusedError` if others keep them locked for half a minute."""
        script = copy.with_suffix(".sql")
        try:
            # Not through a pipe: if pg_restore broke off, psql would take the end of its words for the end of the work.
            self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
            once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
            self._run("psql", *once, f"--command={_EMPTY}", f"--file={script}")
        finally:
            script.unlink(missing_ok=True)

    def contents(self) -> Contents:
        """Return what the database holds."""
        with self._reading() as connection:
            return _contents(connection)

    def is_empty(self) -> bool:
        """Say whether there is no table."""
        with self._reading() as connection:
            return not connection.execute(_TABLES).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[psycopg.Connection]:
        """Yield a connection that sees one moment of the database."""
        try:
            with psycopg.connect(self._address(), connect_timeout=10) as connection:
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                connection.read_only = True
                for statement in _SAME_TEXT:
                    connection.execute(statement)
                yield connection
        except psycopg.Error as error:
            raise RefusedError(f"PostgreSQL will not do it: {error}") from error

    def _address(self) -> str:
        """Return the connection as libpq wants it in one line."""
        names = {"PGDATABASE": "dbname"}
        parts = {names.get(key, key.removeprefix("PG").lower()): value for key, value in self._variables.items()}
        return psycopg.conninfo.make_conninfo(**parts)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; the password goes by the environment, which other users cannot read."""
        environment = {
            **os.environ,
            **self._variables,
            "PGOPTIONS": "-c lock_timeout=30s -c client_min_messages=warning",
        }
        where = ("--dbname", self._variables["PGDATABASE"]) if program != "pg_restore" else ()
        try:
            subprocess.run(  # noqa: S603  # no shell, and no word from outside
                [program, "--no-password", *where, *arguments], env=environment, check=True, capture_output=True
            )
        except FileNotFoundError as error:
            raise RefusedError(
                f"The program {program} is not installed: it comes with PostgreSQL's client programs."
            ) from error
        except subprocess.CalledProcessError as error:
            raise RefusedError(f"{program} failed: {error.stderr.decode(errors='replace').strip()}") from error


def _contents(connection: psycopg.Connection) -> Contents:
    tables = [name for (name,) in connection.execute(_TABLES)]
    return Contents({name: _rows(connection, name) for name in tables}, _migrations(connection, tables))


def _rows(connection: psycopg.Connection, table: str) -> Rows:
    row = connection.execute(sql.SQL(_ROWS).format(sql.Identifier(table))).fetchone()
    count, total = row or (0, 0)
    return Rows(int(count), f"{int(total) % 2**128:032x}")


def _migrations(connection: psycopg.Connection, tables: list[str]) -> list[str]:
    if "django_migrations" not in tables:
        return []
    return sorted(f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations"))


def _value(connection: psycopg.Connection, query: LiteralString) -> object:
    row = connection.execute(query).fetchone()
    return row[0] if row else None
