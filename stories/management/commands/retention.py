"""Do by hand what is done every night: erase what is past its time, and ask people again whose consent runs out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from stories.consent.retention import due


class Command(BaseCommand):
    """Prints a line for each thing: the rule and a key, never a name."""

    help = "Erase drafts, declined stories, people, applications and concerns that are past their time; renew consent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--dry-run`."""
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        """Do it, or tell it."""
        for one in list(due(timezone.now())):
            self.stdout.write(f"{one.rule} {one.subject}")
            if not dry_run:
                one.act()
