"""Bring the site back from a backup: onto an empty machine, or with --force over what is there."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from upkeep import erasures
from upkeep.backup import backup_settings
from upkeep.backup.destinations import scratch
from upkeep.backup.making import Site
from upkeep.backup.restoring import (
    Backup,
    check_backup,
    check_ledger,
    check_migrations,
    check_site,
    find,
    put_back,
)
from upkeep.backup.serving import begin_restore, end_restore, went_back
from upkeep.outbox.leftovers import hold_letters


class Command(BaseCommand):
    """Ends with status 0 only when every row and every file is as it was and every later erasure has been replayed."""

    help = "Check a backup and put it back. Stop the server first. Nothing is touched unless the backup is whole."
    requires_system_checks: list[str] = []  # some want tables, which are not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare which backup, and how far to go."""
        parser.add_argument("backup", help="the name of a backup, or a path to one")
        parser.add_argument("--force", action="store_true", help="replace a site that has content")
        parser.add_argument("--verify-only", action="store_true", help="check the backup and touch nothing")

    def handle(self, *args: object, backup: str, force: bool, verify_only: bool, **options: object) -> None:
        """Do it; raises `CommandError` with the reason, and says whether anything was touched."""
        begun = time.monotonic()
        self._touched = False
        try:
            with scratch(backup_settings.folder()) as work:
                self._restore(backup, work, force=force, verify_only=verify_only)
        except backup_settings.FAILURES as error:
            after = "The site is not whole: do not serve it." if self._touched else "Nothing was touched."
            raise CommandError(f"{error} {after}") from error
        self.stdout.write(f"Done in {time.monotonic() - begun:.1f} s.")

    def _restore(self, name: str, work: Path, *, force: bool, verify_only: bool) -> None:
        site = Site(backup_settings.database(), backup_settings.media(), erasures.ledger(), backup_settings.key())
        if not verify_only:
            check_site(site, force=force)
        found = check_backup(find(name, backup_settings.place(), work), site, work)
        self.stdout.write(f"{found.path.name} is whole: {len(found.manifest.files)} files, made {found.manifest.made}.")
        if not verify_only:
            check_migrations(found.manifest, known_migrations())
            check_ledger(site, found)
            self._put_back(site, found)

    def _put_back(self, site: Site, found: Backup) -> None:
        begin_restore(found.manifest.made)
        self._touched = True
        connections.close_all()
        put_back(site, found, self.stdout.write)
        call_command("migrate", interactive=False, verbosity=0)
        count = erasures.replay(found.manifest.made)
        self.stdout.write(f"Erasures since the backup, replayed: {count}.")
        if held := hold_letters():
            self.stdout.write(f"Letters that waited when the backup was made: {held}, held back under Work left over.")
        went_back.send(sender=type(self))
        end_restore()


def known_migrations() -> set[str]:
    """Return the migrations this version of the site has, as `app.name`.

    By the names of their files: some ask the database when they are imported, and remember what it said before the restore.
    """
    labels = [config.label for config in apps.get_app_configs()]
    return {f"{label}.{name}" for label in labels for name in _migration_names(label)}


def _migration_names(label: str) -> list[str]:
    module = MigrationLoader.migrations_module(label)[0]
    spec = find_spec(module) if module else None
    found = iter_modules(spec.submodule_search_locations) if spec else []
    return [entry.name for entry in found if entry.name[0] not in "_~"]
