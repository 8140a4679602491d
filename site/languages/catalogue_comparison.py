"""Catalogues compared with the code they are for, and with themselves: what is not collected, fuzzy or missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polib
from django.core.management.base import CommandError

_LISTED = 10
"""How many messages are named before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The messages of one catalogue that are not translated, by their English."""

    catalogue: Path
    fuzzy: list[str]
    missing: list[str]

    def __str__(self) -> str:
        return f"{self.catalogue.parts[-3]}: {len(self.fuzzy)} fuzzy, {len(self.missing)} missing"

    def faults(self) -> list[str]:
        """Return a line for what is fuzzy and one for what is missing, each saying what to do."""
        what = (
            (self.fuzzy, "fuzzy: correct the translation, then remove its `fuzzy` and its old English"),
            (self.missing, "to be translated"),
        )
        return [f"{self.catalogue}: {words}: {listed(messages)}" for messages, words in what if messages]


def listed(messages: list[str]) -> str:
    """Return the first of `messages` in quotes, and how many more there are."""
    more = len(messages) - _LISTED
    return ", ".join(f"“{message}”" for message in messages[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def unfinished(catalogue: Path) -> Unfinished:
    """Return what of `catalogue` is not translated."""
    words = polib.pofile(str(catalogue))
    fuzzy = [one.msgid for one in words.fuzzy_entries()]
    return Unfinished(catalogue, fuzzy, [one.msgid for one in words.untranslated_entries()])


def uncollected(catalogue: Path, collected: Path) -> str:
    """Return in words what `collected`, made anew from the code, has more and less than `catalogue`; nothing if they agree."""
    old, new = _messages(catalogue), _messages(collected)
    more, gone = (sorted(one[1] for one in found) for found in (new - old, old - new))
    return "; ".join([f"new {listed(more)}"] * bool(more) + [f"no longer used {listed(gone)}"] * bool(gone))


def _messages(catalogue: Path) -> set[tuple[str, str, str]]:
    """Return what a catalogue has words for: context, message and plural. Where they stand in the code does not count."""
    if not catalogue.is_file():
        return set()
    return {
        (one.msgctxt or "", one.msgid, one.msgid_plural) for one in polib.pofile(str(catalogue)) if not one.obsolete
    }


@contextmanager
def collected_anew(project: Path) -> Iterator[Path]:
    """Give a copy of `project` whose catalogues have been brought up to date; raises `CommandError` when that fails."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(project, copy, ignore=lambda at, names: _not_copied(project, at, names))
        if subprocess.run([sys.executable, "manage.py", "makemessages", "--verbosity=0"], cwd=copy).returncode:
            raise CommandError("Collecting failed; the reason stands above.")
        yield copy


def _not_copied(project: Path, folder: str, names: list[str]) -> set[str]:
    """Return which of `names` the copy does without: hidden folders, and at the top what holds no words."""
    skipped = {"staticfiles", "node_modules", "var", "tests", "docs"} if Path(folder) == project else set[str]()
    return {name for name in names if name in skipped or name.startswith(".") or name == "__pycache__"}
