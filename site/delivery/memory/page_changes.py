"""Noticing every change to what pages show, in whatever process it is made.

Every statement Django sends to the database passes by here. One that writes to a table a page may show leaves a `PageChange`
in the same transaction; once that is committed every process is told (`generation`). Signals would miss `QuerySet.update()`,
bulk writes and the tree's raw SQL; reading the statements misses none of them.

The rule is to drop: a table or column that is not named below as never shown counts as shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from delivery.memory.generation import look
from delivery.models import PageChange

UNSHOWN_TABLES: Final = (
    "account_",
    "accounts_",
    "auth_",
    "delivery_pagechange",
    "django_",
    "home_reviewtask",
    "languages_",
    "mfa_",
    "partners_application",
    "partners_invitation",
    "partners_member",
    "search_",
    "stories_appearance",
    "stories_concern",
    "stories_consent",
    "stories_goneaddress",
    "stories_handling",
    "stories_keptform",
    "stories_peoplestatement",
    "stories_person",
    "stories_privatelink",
    "stories_publicstory",
    "stories_submission",
    "stories_withdrawal",
    "taggit_",
    "translating_",
    "upkeep_",
    "wagtail_localize_",
    "wagtailadmin_",
    "wagtailcore_apitoken",
    "wagtailcore_collection",
    "wagtailcore_comment",
    "wagtailcore_group",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_pagesubscription",
    "wagtailcore_revision",
    "wagtailcore_task",
    "wagtailcore_uploadedfile",
    "wagtailcore_workflow",
    "wagtailembeds_",
    "wagtailsearch_",
    "wagtailusers_",
)
"""How the names of tables begin that no page shows anything of: people, logs, drafts, work in progress, search."""

UNSHOWN_COLUMNS: Final = {
    "draft_title",
    "expire_at",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision_created_at",
    "latest_revision_id",
    "locked",
    "locked_at",
    "locked_by_id",
    "owner_id",
}
"""Columns of pages that only editors see: saving a draft writes no others."""

_READS: Final = {"SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "EXPLAIN", "SET", "SHOW"}
_UPKEEP: Final = {"ANALYZE", "VACUUM", "REINDEX"}
_WRITE: Final = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: ONLY)?|DELETE FROM(?: ONLY)?) +["`]?(\w+)', re.I)
_SET: Final = re.compile(r"\bSET\b(.*?)(?:\bWHERE\b|$)", re.I | re.S)
_COLUMN: Final = re.compile(r'["`]?(\w+)["`]? = ')
_INNER_WRITE: Final = re.compile(r"\b(?:INSERT|UPDATE|DELETE)\b", re.I)

Execute = Callable[[str, object, bool, dict[str, Any]], object]


def changes_pages(sql: str) -> bool:
    """Say whether a statement may change what pages show; in doubt it does."""
    verb = sql.lstrip(" \n(")[:12].split(None, 1)[0].upper() if sql.strip(" \n(") else ""
    if verb in _READS or verb in _UPKEEP:
        return False
    if verb == "WITH":
        return bool(_INNER_WRITE.search(sql))
    found = _WRITE.match(sql)
    if found is None:
        return True
    return not found[1].lower().startswith(UNSHOWN_TABLES) and not _is_about_drafts(sql)


def _is_about_drafts(sql: str) -> bool:
    """Say whether an UPDATE sets only columns that readers never see."""
    assignments = _SET.search(sql) if sql.lstrip()[:6].upper() == "UPDATE" else None
    columns = set(_COLUMN.findall(assignments[1])) if assignments else set()
    return bool(columns) and columns <= UNSHOWN_COLUMNS


class _Migrating:
    """Whether tables are being made just now; `PageChange` may not be there yet."""

    now = False


def pause_recording(**kwargs: object) -> None:
    """Record nothing while migrations run."""
    _Migrating.now = True


def resume_recording(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Record again, and first that the migrations may have changed anything."""
    _Migrating.now = False
    if PageChange._meta.db_table in transaction.get_connection(using).introspection.table_names():
        record_change(using)


def record_change(using: str = DEFAULT_DB_ALIAS) -> None:
    """Record that what pages show has changed; every process hears of it after the commit."""
    with transaction.atomic(using=using):
        _write_change(transaction.get_connection(using))


def _write_change(connection: BaseDatabaseWrapper) -> None:
    """Write one `PageChange` in each transaction, and have it told after the commit."""
    is_notified = any(entry[1] is _notify for entry in connection.run_on_commit)
    if not is_notified:
        PageChange.objects.using(connection.alias).create()
    if connection.in_atomic_block and not is_notified:
        transaction.on_commit(_notify, using=connection.alias, robust=True)


def _notify() -> None:
    look(throw_away=True)


def record_statement(execute: Execute, sql: str, params: object, many: bool, context: dict[str, Any]) -> object:
    """Carry out a statement, and record it if it changes what pages show (an `execute_wrapper`, see Django's docs)."""
    if _Migrating.now or not changes_pages(sql):
        return execute(sql, params, many, context)
    connection: BaseDatabaseWrapper = context["connection"]
    with _one_transaction(connection, sql):
        result = execute(sql, params, many, context)
        _write_change(connection)
    return result


def _one_transaction(connection: BaseDatabaseWrapper, sql: str) -> AbstractContextManager[object]:
    """Return what makes a statement and its record one transaction, unless they are in one.

    On SQLite what `RETURNING` returns is fetched after this, and nothing can be committed before: statement and record are
    committed together then, by themselves, and the next look at the database tells of them.
    """
    if connection.in_atomic_block or (connection.vendor == "sqlite" and "RETURNING" in sql):
        return nullcontext()
    return transaction.atomic(using=connection.alias)


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Have every statement of a new connection to the default database pass by `record_statement`."""
    if connection.alias == DEFAULT_DB_ALIAS and record_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(record_statement)
