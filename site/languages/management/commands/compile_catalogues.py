"""Compile the message catalogues without gettext's tools, so that any machine with Python can."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from languages.catalogues import catalogues, compiled, compiled_path, is_stale


class Command(BaseCommand):
    """Writes what changed; with `--check` writes nothing and fails if something would change."""

    help = "Compile the project's message catalogues."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--check`."""
        parser.add_argument("--check", action="store_true", help="only say whether a catalogue is to be compiled again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile what is stale; raises `CommandError` for a broken catalogue, or for a stale one under `--check`."""
        try:
            stale = {catalogue: compiled(catalogue) for catalogue in catalogues() if is_stale(catalogue)}
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["check"] and stale:
            raise CommandError(f"Run `make messages`: not compiled yet: {', '.join(map(str, stale))}")
        for catalogue, words in stale.items():
            compiled_path(catalogue).write_bytes(words)
            self.stdout.write(f"Compiled {catalogue}")
