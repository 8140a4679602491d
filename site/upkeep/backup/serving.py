"""What keeps a site under restore from showing what it should not: a note while it goes on, a signal afterwards."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.dispatch import Signal

from upkeep.backup.refusal import RefusedError

went_back = Signal()
"""Sent when the database says again what it said before: whoever remembers what it showed has to forget it."""


def unfinished_restore() -> Path:
    """Return where the note lies, if there is one."""
    return Path(settings.DATA_DIR) / "restore-unfinished"


def refuse_half_a_restore() -> None:
    """Raise `RefusedError` while a restore has begun and not ended: what was erased might be in the database again."""
    if (note := unfinished_restore()).exists():
        raise RefusedError(f"{note.read_text().strip()} Run `manage.py restore` again, with --force.")


def begin_restore(made: datetime) -> None:
    """Leave the note: from now on neither `prepare` nor a web process begins."""
    unfinished_restore().parent.mkdir(parents=True, exist_ok=True)
    unfinished_restore().write_text(f"A restore of the backup of {made:%Y-%m-%d %H:%M} UTC has begun and not ended.\n")


def end_restore() -> None:
    """Take the note away: everything is there, and what was erased is erased."""
    unfinished_restore().unlink(missing_ok=True)
