"""What the settings say about backups."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from boto3.exceptions import Boto3Error  # type: ignore[import-untyped]  # has no types
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # has no types
from django.conf import settings
from django.core.files.storage import InvalidStorageError, Storage, storages

from upkeep.backup import databases
from upkeep.backup.cipher import check_key
from upkeep.backup.databases import Database
from upkeep.backup.destinations import Folder, InStorage, Place
from upkeep.backup.media_copy import Storages
from upkeep.backup.refusal import RefusedError
from upkeep.backup.rotation import Rule

FAILURES: Final = (RefusedError, OSError, Boto3Error, BotoCoreError, ClientError)
"""What commands tell in one line: our own reasons, those of the disk and those of a bucket."""


def key() -> str:
    """Return the key of backups, or nothing; raises `RefusedError` for one that is too short."""
    found: str = settings.BACKUP_KEY
    check_key(found)
    return found


def folder() -> Path:
    """Return the folder of backups, which is also where they are made and unpacked; raises `RefusedError` for a public one."""
    found = Path(settings.BACKUP_DIR)
    if found.is_relative_to(settings.MEDIA_ROOT):
        raise RefusedError(
            f"BACKUP_DIR lies in {settings.MEDIA_ROOT}, which everybody can read. Choose another folder."
        )
    return found


def place() -> Place:
    """Return where backups are kept: the storage `BACKUP_STORAGE` if it is named, else the folder."""
    return InStorage(_storage(settings.BACKUP_STORAGE)) if settings.BACKUP_STORAGE else Folder(folder())


def media() -> Storages:
    """Return the storages whose files are backed up."""
    return {alias: _storage(alias) for alias in settings.BACKUP_MEDIA}


def database() -> Database:
    """Return the site's database."""
    return databases.configured(settings.DATABASES["default"])


def rule() -> Rule:
    """Return which backups are kept."""
    return Rule(settings.BACKUP_KEEP_DAILY, settings.BACKUP_KEEP_WEEKLY, settings.BACKUP_KEEP_MONTHLY)


def _storage(alias: str) -> Storage:
    try:
        return storages[alias]
    except InvalidStorageError as error:
        raise RefusedError(f"There is no storage named {alias} in STORAGES.") from error
