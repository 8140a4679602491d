"""Wagtail search backends over the database's own full-text index: Wagtail's index and API, ranked quickly.

Named as `search.backends` in `WAGTAILSEARCH_BACKENDS`. See docs/decisions/search.md for the why and the figures.
"""

from __future__ import annotations

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, object]) -> BaseSearchBackend:  # noqa: N802  # the name Wagtail looks for
    """Return the backend for the database in use; Wagtail's own where ours has nothing to add (MySQL, no FTS5)."""
    if connection.vendor == "sqlite":
        from modelsearch.backends.database.sqlite.utils import fts5_available

        if fts5_available():
            from search.backends.sqlite import SQLiteSearchBackend

            return SQLiteSearchBackend(params)
    if connection.vendor == "postgresql":
        from search.backends.postgresql import PostgreSQLSearchBackend

        return PostgreSQLSearchBackend(params)
    from modelsearch.backends.database import SearchBackend as WagtailsBackend

    return WagtailsBackend(params)
