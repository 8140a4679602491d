"""Erase again what was erased since a moment: after the database went back to that moment by other means than `restore`."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser

from upkeep import erasures
from upkeep.backup.refusal import RefusedError
from upkeep.backup.serving import went_back


class Command(BaseCommand):
    """For point-in-time recovery; `restore` does this by itself. Doing it twice does no harm."""

    help = "Erase again whatever the ledger of erasures has from a moment on. To be run before the site is served."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the moment."""
        parser.add_argument("since", help="the moment the database went back to, for example 2026-11-22T09:00Z (UTC)")

    def handle(self, *args: object, since: str, **options: object) -> None:
        """Do it; raises `CommandError` if the ledger or the moment cannot be understood, before anything is erased."""
        try:
            count = erasures.replay(_moment(since))
        except RefusedError as error:
            raise CommandError(str(error)) from error
        went_back.send(sender=type(self))
        self.stdout.write(f"Erasures since {since}, replayed: {count}.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a moment. Write it like 2026-11-22T09:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
