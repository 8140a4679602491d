"""What keeps a site under restore from showing what it should not: a note while it goes on, no remembered pages afterwards."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from delivery.memory.changes import record_change
from delivery.memory.generation import generation


def unfinished_restore() -> Path:
    """Return where the note lies, if there is one."""
    return Path(settings.DATA_DIR) / "restore-unfinished"


def begin_restore(made: datetime) -> None:
    """Leave the note: from now on `prepare` refuses."""
    unfinished_restore().parent.mkdir(parents=True, exist_ok=True)
    unfinished_restore().write_text(f"A restore of the backup of {made:%Y-%m-%d %H:%M} UTC has begun and not ended.\n")


def end_restore() -> None:
    """Take the note away: everything is there, and what was erased is erased."""
    unfinished_restore().unlink(missing_ok=True)


def forget_pages() -> None:
    """Drop every remembered page: they may show what the database does not have, or what has just been erased again."""
    record_change()
    # The restored database may by chance say what it said before the restore; this machine does not depend on it.
    generation().advance()
