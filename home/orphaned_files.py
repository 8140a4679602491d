"""Files nobody knows of are taken away at night: a photograph that no row names can be neither found nor withdrawn.

A process that is killed between writing a file and storing its row leaves one behind. Every other file goes with its row.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone

from home.social_cards import CARDS
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload

OLD: Final = timedelta(days=2)
"""What is younger may belong to a row that is only just being stored, or to a restore that is not through."""
MOST: Final = 100
"""More orphans than this, and more than one file in ten, look like the wrong database beside the files: nothing is deleted."""

logger = logging.getLogger(__name__)


class TooManyOrphansError(Exception):
    """So many files have no row that something else must be wrong."""


@every_night("forget_files")
def forget_orphaned_files(payload: Payload) -> None:
    """Delete the files of pictures, documents and consents that no row names; raises `TooManyOrphansError`, deleting nothing."""
    there = {alias: set(files_in(storages[alias])) for alias in settings.BACKUP_MEDIA}
    known = named_files()  # read after the files: what is uploaded meanwhile is not among them
    for alias, names in there.items():
        _tidy(alias, names, known)


def _tidy(alias: str, there: set[str], known: set[str]) -> None:
    storage = storages[alias]
    orphans = sorted(name for name in there - known if _is_old(storage, name))
    if len(orphans) > max(MOST, len(there) // 10):
        told = f"{len(orphans)} of {len(there)} files in the storage '{alias}' belong to nothing; none was deleted."
        logger.error(told)
        raise TooManyOrphansError(told)
    for name in orphans:
        storage.delete(name)
    if orphans:
        logger.warning("Deleted %s files in the storage '%s' that belonged to nothing.", len(orphans), alias)


def files_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file in `storage`, cards and hidden files left out; nothing where there is no folder yet."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files if name and not name.startswith("."))
    for name in folders:
        if f"{folder}{name}" != CARDS:  # drawn from pages: see `picture_effects.forget_orphaned_cards`
            yield from files_in(storage, f"{folder}{name}/")


def named_files() -> set[str]:
    """Return the names of all files that rows of any model name, in whatever storage they lie."""
    names: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                names.update(model._base_manager.values_list(field.attname, flat=True).iterator())
    return names


def _is_old(storage: Storage, name: str) -> bool:
    try:
        return storage.get_modified_time(name) < timezone.now() - OLD
    except FileNotFoundError:  # deleted meanwhile
        return False
