"""Django's `makemessages`, with this project's choices as defaults."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

from languages.configured import DEFAULT_LANGUAGE, LANGUAGES

IGNORED = ("var", "staticfiles", "node_modules", "tests", "docs", "content", "deploy")
"""Folders whose words no reader of the site sees, or that are not ours."""


class Command(makemessages.Command):
    """Every configured language but English, which is the source and has no catalogue.

    File names stand beside messages, line numbers do not: they change too often. A sentence that was reworded keeps its translation,
    marked fuzzy with the old sentence beside it; one that is gone keeps it below, commented out.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare Django's arguments, with other defaults."""
        super().add_arguments(parser)
        parser.set_defaults(
            locale=[language.code for language in LANGUAGES if language != DEFAULT_LANGUAGE],
            ignore_patterns=list(IGNORED),
            add_location="file",
            no_wrap=True,
        )

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Write a catalogue as Django does, without the moment of collecting: two branches would always differ in it."""
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        catalogue.write_text(re.sub(r'"POT-Creation-Date: .*\n', "", catalogue.read_text("utf-8"), count=1), "utf-8")
