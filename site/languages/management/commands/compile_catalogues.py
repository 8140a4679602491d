"""Compile the message catalogues without gettext's tools, so that any machine with Python can."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from languages.catalogues import compile_stale


class Command(BaseCommand):
    """Writes what is missing or older than its source."""

    help = "Compile the project's message catalogues."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Compile what is stale; raises `CommandError` for a catalogue that cannot be compiled."""
        try:
            stale = compile_stale()
        except ValueError as error:
            raise CommandError(str(error)) from error
        for catalogue in stale:
            self.stdout.write(f"Compiled {catalogue}")
