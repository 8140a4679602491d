"""What remembered pages have to do with a database that was restored: they are dropped."""

from __future__ import annotations

from delivery.memory.generation import generation
from delivery.memory.page_changes import record_change


def forget_pages(**kwargs: object) -> None:
    """Drop every remembered page: they may show what the database does not have, or what has just been erased again."""
    record_change()
    # The restored database may by chance say what it said before the restore; this machine does not depend on it.
    generation().advance()
