"""Migrations expand before they contract: while a new version starts, the old one still runs on what the migration has made."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.postgresql
@pytest.mark.django_db
def test_migrations_leave_the_old_code_running() -> None:
    """Asked on PostgreSQL, whose statements say what they do; SQLite makes whole tables anew."""
    told = StringIO()
    try:
        call_command("lintmigrations", no_cache=True, stdout=told)
    except SystemExit as end:
        pytest.fail(f"lintmigrations ends with {end.code}: a migration is not backward compatible.")
