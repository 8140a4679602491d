"""Whether this process can do its work: the database answers, the storage takes files, and somebody works on the outbox."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.utils import timezone

from upkeep.models import Effect

NEVER_BEGUN_AFTER: Final = 1800.0
"""Seconds after which an effect nobody has even begun means that nobody works. A mail server that is slow leaves attempts behind."""
BELIEVED: Final = 15.0
"""Seconds for which a bucket that answered is not asked again: each question costs money and time."""


def is_ready() -> bool:
    """Say whether readers and editors can be served; raises nothing."""
    return database_answers() and storage_takes_files() and not outbox_is_left_alone()


def database_answers() -> bool:
    """Say whether the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


class _Bucket:
    """When the bucket last answered, by a clock that only goes forward."""

    answered: float | None = None


def storage_takes_files() -> bool:
    """Say whether uploaded files can be written to the disk, or whether the bucket answers."""
    if isinstance(default_storage, FileSystemStorage):
        return _may_write(Path(default_storage.location))
    if _Bucket.answered is None or time.monotonic() - _Bucket.answered > BELIEVED:
        _Bucket.answered = time.monotonic() if _answers() else None
    return _Bucket.answered is not None


def _may_write(folder: Path) -> bool:
    """Say whether a folder, or what it will be made in at the first upload, may be written to."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    return os.access(there, os.W_OK) and os.statvfs(there).f_bavail > 0


def _answers() -> bool:
    try:
        default_storage.exists("is-it-there")
    except Exception:  # noqa: BLE001  # each provider's library has errors of its own; whichever it is, the bucket does not answer
        return False
    return True


def outbox_is_left_alone() -> bool:
    """Say whether something has waited so long without a first attempt that no worker can be running."""
    try:
        return _oldest_never_begun() > NEVER_BEGUN_AFTER
    except Error:
        return True


def _oldest_never_begun() -> float:
    """Return for how many seconds the oldest effect has waited that nobody has begun; 0 when there is none."""
    ready = Effect.objects.ready(timezone.now()).filter(attempts=0).order_by("pk")
    posted = ready.values_list("due_at", flat=True).first()
    return (timezone.now() - posted).total_seconds() if posted else 0.0
