"""A process of a small site, told what to do line by line; it answers each line. Used by `test_memory_processes`.

Usage: `python -m tests.delivery.processes FOLDER_OF_THE_DATABASE FOLDER_OF_THE_MACHINE [watch]`. With `DATABASE_URL` the
database is that one, in a schema named after the folder.
"""

# ruff: noqa: E402  # Django must be set up before models can be imported

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))

import django
from django.conf import settings
from environs import Env

from config.services import database_settings

FOLDER, MACHINE = (Path(argument) for argument in sys.argv[1:3])
DATABASE = database_settings(Env(), FOLDER)
SCHEMA = FOLDER.name
if "postgresql" in DATABASE["ENGINE"]:
    DATABASE["OPTIONS"]["options"] = f"-c search_path={SCHEMA}"
settings.configure(
    INSTALLED_APPS=["delivery"],
    DATABASES={"default": DATABASE},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    PAGE_MEMORY_FOLDER=MACHINE,
    RECORD_PAGE_CHANGES=True,
)
django.setup()

from django.db import connection, models, transaction

from delivery.memory import watcher
from delivery.memory.generation import generation
from delivery.memory.page_changes import pause_recording, resume_recording
from delivery.models import PageChange


class Shown(models.Model):
    """Something a page shows."""

    name = models.CharField(max_length=20)

    class Meta:
        app_label = "delivery"
        db_table = "shown"

    def __str__(self) -> str:
        return self.name


def make_tables() -> None:
    """Make the tables, with something in them; on PostgreSQL in a schema of their own."""
    pause_recording()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
    with connection.schema_editor() as editor:
        editor.create_model(PageChange)
        editor.create_model(Shown)
    resume_recording()
    save()


def save() -> None:
    """Make something outside a transaction."""
    Shown.objects.create(name="new")


def update() -> None:
    """Change something outside a transaction, without a signal."""
    Shown.objects.update(name=os.urandom(4).hex())


def in_transaction() -> None:
    """Change something within a transaction."""
    with transaction.atomic():
        update()


def in_bulk() -> None:
    """Add several things at once."""
    Shown.objects.bulk_create([Shown(name="one"), Shown(name="two")])


def die_after_commit() -> None:
    """Commit a change, and be killed before anything that follows the commit."""
    with transaction.atomic():
        transaction.on_commit(lambda: os._exit(1))
        update()


def die_before_commit() -> None:
    """Be killed within a transaction."""
    with transaction.atomic():
        update()
        os._exit(1)


def advance() -> None:
    """Begin two hundred generations."""
    for _number in range(200):
        generation().advance()


ACTS = {
    "tables": make_tables,
    "ready": lambda: None,
    "save": save,
    "update": update,
    "transaction": in_transaction,
    "in bulk": in_bulk,
    "die after commit": die_after_commit,
    "die before commit": die_before_commit,
    "advance": advance,
}


def main() -> None:
    """Do what standard input says until it ends, and look after the pages of the machine meanwhile if it is so asked."""
    if "watch" in sys.argv:
        watcher.look_if_due()
        watcher.start(lambda: None)
    for line in sys.stdin:
        ACTS[line.strip()]()
        print("done", flush=True)


if __name__ == "__main__":
    main()
