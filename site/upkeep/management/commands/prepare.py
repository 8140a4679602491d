"""Bring a database up to date before the site is served: what `make run`, `make serve` and a container begin with."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from upkeep.backup.refusal import RefusedError
from upkeep.backup.serving import refuse_half_a_restore

PAUSE = 1.0
"""Seconds between two attempts to reach the database."""


class Command(BaseCommand):
    """Safe to run at every start: it does what is missing and touches nothing else."""

    help = "Wait for the database, migrate it and, with --demo or DEMO=1, load the demonstration content if the site is empty."
    requires_system_checks: list[str] = []  # the server checks; some checks want tables that are not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare whether to load demonstration content and how long to wait."""
        wanted = os.environ.get("DEMO") == "1"
        parser.add_argument(
            "--demo", action="store_true", default=wanted, help="load demonstration content (or DEMO=1)"
        )
        parser.add_argument("--wait", type=float, default=30, help="seconds to wait for the database (default: 30)")

    def handle(self, *args: object, wait: float, demo: bool, **options: object) -> None:
        """Do it; raises `CommandError` when the database does not answer in time, or holds half a restore."""
        try:
            refuse_half_a_restore()
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        make_data_folder()
        wait_for_database(wait)
        call_command("migrate", interactive=False, verbosity=0)
        if demo and is_empty():
            self.stdout.write("Loading the demonstration content. This happens once.")
            call_command("seed_demo", stdout=self.stdout)


def is_empty() -> bool:
    """Say whether nobody has made a home page yet: a site that has one is never given demonstration content."""
    return not apps.get_model("home", "HomePage")._default_manager.exists()


def make_data_folder() -> None:
    """Make the folder for the SQLite file and for media; raises `CommandError` where nothing may be written."""
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"DATA_DIR cannot be made: {error}") from error


def wait_for_database(seconds: float) -> None:
    """Return once the database answers; raises `CommandError` after `seconds`."""
    deadline = time.monotonic() + seconds
    while (problem := _problem()) is not None:
        if time.monotonic() > deadline:
            raise CommandError(f"{_where()} does not answer: {problem}\nCheck DATABASE_URL, or DATA_DIR for SQLite.")
        time.sleep(PAUSE)


def _problem() -> str | None:
    """Return what the database driver says when it is asked to connect; nothing when it connects."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return str(error).strip()
    return None


def _where() -> str:
    """Return where the database is expected, without its password."""
    wanted = connection.settings_dict
    host = f"{wanted['HOST']}:{wanted['PORT'] or 'default port'}, database " if wanted.get("HOST") else ""
    return f"The database ({host}{wanted['NAME']})"
