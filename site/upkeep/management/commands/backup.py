"""Back the site up: the database, the uploaded files and the ledger of erasures, while it serves."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from upkeep import erasures
from upkeep.backup import backup_settings
from upkeep.backup.making import Site, make_backup, thin_out
from upkeep.backup.rotation import Rule


class Command(BaseCommand):
    """Prints the name of the backup and what it holds; silence and status 0 never mean that there is none."""

    help = "Back up the database and the uploaded files, check the backup, and delete backups that are no longer kept."
    requires_system_checks: list[str] = []  # a site with a fault needs a backup all the more

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare how many backups to keep."""
        rule = backup_settings.rule()
        for name, count in (("daily", rule.daily), ("weekly", rule.weekly), ("monthly", rule.monthly)):
            parser.add_argument(f"--keep-{name}", type=int, default=count, help=f"{name} backups to keep: {count}")

    def handle(self, *args: object, keep_daily: int, keep_weekly: int, keep_monthly: int, **options: object) -> None:
        """Do it; raises `CommandError` with the reason if no backup could be made."""
        begun = time.monotonic()
        try:
            self._back_up(Rule(keep_daily, keep_weekly, keep_monthly))
        except backup_settings.FAILURES as error:
            raise CommandError(f"No backup was made in {settings.BACKUP_DIR}. {error}") from error
        self.stdout.write(f"Done in {time.monotonic() - begun:.1f} s.")

    def _back_up(self, rule: Rule) -> None:
        place = backup_settings.place()
        site = Site(backup_settings.database(), backup_settings.media(), erasures.ledger(), backup_settings.key())
        made = make_backup(site, place, backup_settings.folder())
        rows = sum(rows.count for rows in made.manifest.tables.values())
        self.stdout.write(
            f"{made.name}: {len(made.manifest.tables)} tables, {rows} rows, {len(made.manifest.media())} files, "
            f"{made.size / 1e6:.1f} MB, {'encrypted' if site.key else 'not encrypted: BACKUP_KEY is not set'}."
        )
        for name in thin_out(place, rule, newest_whole=made.name):
            self.stdout.write(f"Deleted {name}, which the rule does not keep.")
