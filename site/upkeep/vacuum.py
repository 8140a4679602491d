"""Making the database file forget what was deleted from it. A deleted row is gone for every query and may still be on the disk.

SQLite overwrites deleted rows (`PRAGMA secure_delete`, see `config.services`), but its full-text index keeps deleted words until its
pieces are merged, and the write-ahead log what was written lately. PostgreSQL tidies in its own time (autovacuum): nothing is done there.
"""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from upkeep.models import Effect
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

FORGET: Final = "forget_deleted"
_INDEX: Final = "wagtailsearch_indexentry_fts"


def post_forgetting(key: str) -> None:
    """Have the database forget after the present transaction; of any number that wait, the last does it for all."""
    post(FORGET, FORGET, {}, f"{FORGET} {key}")


@carries_out(FORGET)
def forget_deleted(payload: Payload) -> None:
    """Have the database forget, unless somebody else is about to do so."""
    if Effect.objects.waiting().filter(kind=FORGET).count() <= 1:
        forget()


def forget() -> None:
    """Merge SQLite's full-text index and empty its write-ahead log; harmless at any time."""
    if connection.vendor != "sqlite":
        return
    if _INDEX in connection.introspection.table_names():
        with transaction.atomic():
            _run(f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('optimize')")  # noqa: S608  # a table's own name
    if not connection.in_atomic_block:
        _run("PRAGMA wal_checkpoint(TRUNCATE)")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()
