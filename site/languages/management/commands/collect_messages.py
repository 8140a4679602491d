"""Collect the words of code and templates into the message catalogues, or check that nothing is left to collect."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import makemessages

from languages.catalogues import catalogues
from languages.configured import DEFAULT_LANGUAGE, LANGUAGES

IGNORED = (".venv", "var", "staticfiles", "node_modules", "tests", "docs", "content", "deploy")
"""Folders whose words no reader of the site sees, or that are not ours."""


class Command(BaseCommand):
    """Django's `makemessages` with this project's choices. English is the source and has no catalogue."""

    help = "Collect messages for every configured language but English. Needs gettext."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--check`."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect; raises `CommandError` without gettext, and for a catalogue out of date under `--check`."""
        if not shutil.which("xgettext"):
            raise CommandError("gettext is needed to collect messages. Debian: apt-get install gettext")
        if options["check"]:
            check_catalogues(settings.BASE_DIR)
        else:
            collect()


class MakeMessages(makemessages.Command):
    """Django's command, which leaves a new message empty instead of guessing its translation from one that looks alike."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def collect() -> None:
    """Bring every catalogue up to date. File names stand beside messages, line numbers do not: they change too often."""
    call_command(
        MakeMessages(),
        locale=[language.code for language in LANGUAGES if language != DEFAULT_LANGUAGE],
        ignore_patterns=list(IGNORED),
        add_location="file",
        no_obsolete=True,
        no_wrap=True,
        verbosity=0,
    )


def check_catalogues(project: Path) -> None:
    """Collect in a copy of `project` and compare; raises `CommandError` naming each catalogue that would change."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(project, copy, ignore=_not_copied)
        done = subprocess.run([sys.executable, "manage.py", "collect_messages"], cwd=copy)
        if done.returncode:
            raise CommandError("Collecting failed; the reason stands above.")
        paths = [path.relative_to(copy) for path in catalogues(copy / "locale")]
        stale = [path for path in paths if _messages(project / path) != _messages(copy / path)]
    if stale:
        raise CommandError(f"Run `make messages` and translate what is new: {', '.join(map(str, stale))}")


def _not_copied(folder: str, names: list[str]) -> set[str]:
    """Return which of `names` the copy does without: hidden folders, and at the top what holds no words."""
    skipped = {"staticfiles", "node_modules", "var", "tests", "docs"} if Path(folder) == settings.BASE_DIR else set()
    return {name for name in names if name in skipped or name.startswith(".") or name == "__pycache__"}


def _messages(catalogue: Path) -> set[tuple[str, str, str]]:
    """Return what a catalogue has words for: context, message and plural. Where they stand in the code does not count."""
    if not catalogue.is_file():
        return set()
    return {
        (one.msgctxt or "", one.msgid, one.msgid_plural) for one in polib.pofile(str(catalogue)) if not one.obsolete
    }
