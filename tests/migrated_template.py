"""A migrated database, made once for each state of the migrations, that every test database begins as a copy of.

Migrating from nothing takes half a minute of a processor, and every process of a run needs a database of its own. Django still
migrates the copy: it finds nothing to apply, and tells all who wait for `post_migrate`. On SQLite the template is a file under
`~/.cache/together-tests`, on PostgreSQL a database of the same server. Those older than a month are removed.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "together-tests"
LIFETIME = timedelta(days=30)
PREFIX = "together_template_"
LOCK = 0x746F6765  # of PostgreSQL's advisory locks: "toge"


def digest() -> str:
    """Return what the template is known by: it changes with whatever decides what a migrated database holds."""
    told = hashlib.sha256(repr((django.VERSION, sqlite3.sqlite_version, settings.INSTALLED_APPS)).encode())
    for path in sorted({ROOT / "requirements.txt", *_migrations(), *_used_by_migrations(), *_receivers()}):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _migrations() -> Iterator[Path]:
    for app in apps.get_app_configs():
        yield from (Path(app.path) / "migrations").glob("*.py")


def _used_by_migrations() -> Iterator[Path]:
    """Yield our own modules that migrations import: what those decide is not written in the migration."""
    for path in _migrations():
        if _is_ours(path):
            for name in _imports(ast.parse(path.read_bytes())):
                found = find_spec(name)
                if found and found.origin and _is_ours(Path(found.origin)):
                    yield Path(found.origin)


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full names of modules; of `from home import grants` both `home` and `home.grants`, if there is such a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            found = find_spec(node.module)
            if found and found.submodule_search_locations:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _receivers() -> Iterator[Path]:
    """Yield our own modules that listen for the end of a migration."""
    for receiver in post_migrate._live_receivers(sender=None)[0]:
        path = Path(sys.modules[receiver.__module__].__file__ or "")
        if _is_ours(path):
            yield path


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT) and ".venv" not in path.parts


def copy_to(path: Path) -> None:
    """Make an SQLite file that holds the migrated database."""
    shutil.copyfile(sqlite_template(), path)


def sqlite_template() -> Path:
    """Return the file of today's template, made now if there is none; of several processes one makes it and the others wait."""
    path = CACHE / f"{digest()}.sqlite3"
    if path.exists():
        return path
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _make_file(path)
    return path


def _make_file(path: Path) -> None:
    for old in CACHE.glob("*.sqlite3*"):
        if old.stat().st_mtime < time.time() - LIFETIME.total_seconds() or ".part" in old.name:
            old.unlink()
    part, whole = path.with_suffix(".sqlite3.part"), path.with_suffix(".sqlite3.part-whole")
    _migrate(f"sqlite:///{part}")
    # Without the write-ahead log that the migrating process leaves beside its file.
    with closing(sqlite3.connect(part)) as source, closing(sqlite3.connect(whole)) as target:
        source.backup(target)
    whole.rename(path)
    for left in CACHE.glob(f"{part.name}*"):
        left.unlink()


def postgresql_template(connection: Any) -> str:
    """Return the name of today's template on the server of a connection, made now if there is none.

    It is whole once it has a comment: the day it was made. Nobody is connected to it, which `CREATE DATABASE ... TEMPLATE` asks for.
    """
    name = PREFIX + digest()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        made = dict(_templates(cursor))
        if not made.get(name):
            oldest = (datetime.now(UTC) - LIFETIME).date().isoformat()
            for old in [other for other, day in made.items() if other == name or (day or oldest) < oldest]:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
            _migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
            cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{datetime.now(UTC).date().isoformat()}'")
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


def _templates(cursor: Any) -> list[tuple[str, str | None]]:
    like = PREFIX.replace("_", r"\_") + "%"
    cursor.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s", [like]
    )
    found: list[tuple[str, str | None]] = cursor.fetchall()
    return found


def _migrate(url: str) -> None:
    """Migrate the empty database at `url` in a process of its own, which holds no connection to it afterwards."""
    own = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True)


@contextmanager
def copied(connection: Any, *, kept: bool) -> Iterator[None]:
    """Have the test database that Django makes next for a connection begin as a copy; `kept` is one that may be there already."""
    test = connection.settings_dict["TEST"]
    name = connection.creation._get_test_db_name()
    if connection.vendor == "postgresql":
        with connection.creation._nodb_cursor() as cursor:
            there = kept and connection.creation._database_exists(cursor, name)
        if not there:
            test["TEMPLATE"] = postgresql_template(connection)
        yield
    elif "mode=memory" in name:
        # A database in memory lives as long as somebody is connected to it.
        with closing(sqlite3.connect(name, uri=True)) as target:
            with closing(sqlite3.connect(sqlite_template())) as source:
                source.backup(target)
            yield
    else:
        if kept and not Path(name).exists():
            copy_to(Path(name))
        yield
