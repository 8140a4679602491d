"""PostgreSQL comes back row by row, wholly or not at all. The databases of these tests are their own."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from psycopg import sql

from tests.upkeep.backups import FILES, KEY, backed_up, fill, restore, storage_in, stored
from upkeep.backup.databases import configured
from upkeep.backup.making import Site
from upkeep.backup.postgresql_dump import PostgreSQL
from upkeep.backup.refusal import RefusedError

pytestmark = pytest.mark.postgresql
SERVER = dj_database_url.parse(os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres")
SCHEMA = """
    CREATE TABLE django_migrations (id serial PRIMARY KEY, app text, name text);
    INSERT INTO django_migrations (app, name) VALUES ('home', '0001_initial');
    CREATE TABLE notes (id serial PRIMARY KEY, text text UNIQUE, number float8, made timestamptz, bytes bytea, facts jsonb);
    INSERT INTO notes (text, number, made, bytes, facts)
        VALUES ('dŵr', 0.1, '2026-03-29 01:30+01', '\\x00ff', '{"a": 1}'), (NULL, NULL, NULL, NULL, NULL);
    CREATE TABLE "Odd ""name" (note int REFERENCES notes);
    INSERT INTO "Odd ""name" VALUES (1), (1);
    CREATE INDEX found ON notes USING gin (to_tsvector('simple', text));
"""


def run_sql(database: str, script: str) -> None:
    with psycopg.connect(host=SERVER["HOST"], port=SERVER["PORT"] or 5432, user=SERVER["USER"], password=SERVER["PASSWORD"], dbname=database, autocommit=True) as connection:  # fmt: skip
        connection.execute(script.encode())


@pytest.fixture
def databases() -> Iterator[tuple[str, str]]:
    """The names of a database with some rows and of an empty one."""
    names = tuple(f"backup_test_{uuid.uuid4().hex[:12]}" for _each in range(2))
    for name in names:
        run_sql(SERVER["NAME"], sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)).as_string())
    run_sql(names[0], SCHEMA)
    yield names
    for name in names:
        run_sql(SERVER["NAME"], sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)).as_string())


def site_on(database: str, folder: Path, key: str = "") -> Site:
    described = {
        **SERVER,
        "NAME": database,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"pool": {"min_size": 1}},
    }
    return Site(configured(described), {"default": storage_in(folder)}, folder / "erasures.jsonl", key)


@pytest.fixture
def old(databases: tuple[str, str], tmp_path: Path) -> Site:
    """A site with rows and files."""
    site = site_on(databases[0], tmp_path / "old")
    fill(site.media["default"])
    return site


@pytest.fixture
def new(databases: tuple[str, str], tmp_path: Path) -> Site:
    """A site on an empty machine."""
    return site_on(databases[1], tmp_path / "new")


@pytest.mark.parametrize("key", ["", KEY])
def test_what_is_restored_is_what_was_there(old: Site, new: Site, tmp_path: Path, key: str) -> None:
    backup = backed_up(replace(old, key=key), tmp_path / "kept")
    assert new.database.is_empty()
    restore(replace(new, key=key), backup)
    assert not new.database.is_empty()
    assert new.database.contents() == old.database.contents()
    assert new.database.contents().tables["notes"].count == 2
    assert new.database.contents().migrations == ["home.0001_initial"]
    assert stored(new) == FILES


def test_sequences_go_on_where_they_were(old: Site, new: Site, databases: tuple[str, str], tmp_path: Path) -> None:
    restore(new, backed_up(old, tmp_path / "kept"))
    run_sql(databases[1], "INSERT INTO notes (text) VALUES ('third')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        run_sql(databases[1], "INSERT INTO notes (text) VALUES ('third')")


def test_a_changed_row_changes_the_digest(old: Site, databases: tuple[str, str]) -> None:
    before = old.database.contents().tables
    run_sql(databases[0], "UPDATE notes SET number = 0.1000000000000001 WHERE id = 1")
    after = old.database.contents().tables
    assert after["notes"].count == before["notes"].count
    assert after["notes"].digest != before["notes"].digest
    assert after['Odd "name'] == before['Odd "name']


def test_the_manifest_tells_of_the_rows_in_the_dump_though_others_write_meanwhile(
    old: Site, new: Site, databases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = PostgreSQL._run

    def while_others_write(self: PostgreSQL, program: str, *arguments: str) -> None:
        if program == "pg_dump":
            run_sql(databases[0], 'DELETE FROM "Odd ""name"; INSERT INTO notes (text) VALUES (\'late\')')
        run(self, program, *arguments)

    monkeypatch.setattr(PostgreSQL, "_run", while_others_write)
    restore(new, backed_up(old, tmp_path / "kept"))
    assert new.database.contents().tables["notes"].count == 2
    assert new.database.contents().tables['Odd "name'].count == 2
    assert old.database.contents().tables["notes"].count == 3


def test_a_restore_over_a_live_site_leaves_nothing_of_it(old: Site, databases: tuple[str, str], tmp_path: Path) -> None:
    backup, before = backed_up(old, tmp_path / "kept"), old.database.contents()
    run_sql(
        databases[0],
        'CREATE TABLE newer (id int REFERENCES notes); DROP TABLE "Odd ""name"; DELETE FROM django_migrations',
    )
    restore(old, backup)
    assert old.database.contents() == before


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(old: Site, tmp_path: Path) -> None:
    before = old.database.contents()
    old.database.copy(tmp_path / "whole.dump")
    content = (tmp_path / "whole.dump").read_bytes()
    (tmp_path / "half.dump").write_bytes(content[: len(content) // 2])
    for act in (old.database.check_copy, old.database.put_back):
        with pytest.raises(RefusedError, match="pg_restore failed"):
            act(tmp_path / "half.dump")
    assert old.database.contents() == before


def test_a_restore_that_fails_inside_the_database_changes_nothing(
    old: Site, databases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.database.copy(tmp_path / "whole.dump")
    run_sql(databases[0], "DELETE FROM notes WHERE id = 2")
    before, run = old.database.contents(), PostgreSQL._run

    def with_an_error_at_the_end(self: PostgreSQL, program: str, *arguments: str) -> None:
        if program == "psql":
            with Path(arguments[-1].removeprefix("--file=")).open("a") as script:
                script.write("SELECT nothing_of_the_kind();\n")
        run(self, program, *arguments)

    monkeypatch.setattr(PostgreSQL, "_run", with_an_error_at_the_end)
    with pytest.raises(RefusedError, match=r"psql failed.*nothing_of_the_kind"):
        old.database.put_back(tmp_path / "whole.dump")
    assert old.database.contents() == before


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    away = configured({**SERVER, "ENGINE": "postgresql", "HOST": "127.0.0.1", "PORT": 1, "PASSWORD": "hidden"})
    with pytest.raises(RefusedError, match="PostgreSQL will not do it") as raised:
        away.contents()
    assert "hidden" not in str(raised.value)


def test_a_missing_program_is_named(old: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusedError, match="pg_dump is not installed"):
        old.database.copy(tmp_path / "dump")
