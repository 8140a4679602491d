"""Say what is not as it should be between the trees of the languages; the night does the same by itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from languages.checking import findings


class Command(BaseCommand):
    """Prints a line a finding, and ends with an error if there are any. It changes nothing."""

    help = "Find languages that should go together and do not, wrong parents, addresses, aliases and records."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say what was found; raises `CommandError` if that is anything."""
        found = list(findings())
        for finding in found:
            self.stdout.write(str(finding))
        if found:
            raise CommandError(f"Findings: {len(found)}.")
        self.stdout.write("The trees of all languages agree.")
