"""Making a backup, from the copy of the database to the deletion of what is no longer kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from upkeep.backup import archive
from upkeep.backup.databases import Database
from upkeep.backup.destinations import Place, scratch
from upkeep.backup.manifest import Manifest
from upkeep.backup.media_copy import Storages
from upkeep.backup.refusal import RefusedError
from upkeep.backup.rotation import Rule, name_for, superfluous


@dataclass(frozen=True, slots=True)
class Site:
    """What is backed up and put back: the database, the uploaded files and the ledger of erasures; and the key for it."""

    database: Database
    media: Storages
    ledger: Path
    key: str


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and checked: its name, what it holds and its size in bytes."""

    name: str
    manifest: Manifest
    size: int


def make_backup(site: Site, place: Place, folder: Path) -> Made:
    """Make a backup in `folder`, read it again as a restore would, and only then let `place` have it.

    Raises `RefusedError` or `OSError`; nothing then stands under the name of a backup.
    """
    with scratch(folder) as work:
        made = datetime.now(UTC)  # before the copy: what is erased from now on has to be erased again after a restore
        path = work / name_for(made, encrypted=bool(site.key))
        if path.name in place.names():
            raise RefusedError(f"There already is a backup named {path.name}.")
        _write(site, made, path)
        manifest = _checked(path, site)
        size = path.stat().st_size
        place.keep(path)
    return Made(path.name, manifest, size)


def _write(site: Site, made: datetime, path: Path) -> None:
    """Write the archive: the database first, so that every file it knows is there when the files are listed."""
    copy = path.parent / site.database.member
    contents = site.database.copy(copy)
    manifest = Manifest(made, site.database.vendor, contents.tables, contents.migrations)
    ledger = {archive.LEDGER: site.ledger} if site.ledger.is_file() else {}
    archive.write(path, site.key, manifest, {copy.name: copy, **ledger}, site.media)
    copy.unlink()


def _checked(path: Path, site: Site) -> Manifest:
    """Return what the finished archive holds, having read all of it."""
    into = path.parent / "checked"
    into.mkdir()
    manifest = archive.check(path, site.key, into)
    site.database.check_copy(into / site.database.member)
    return manifest


def thin_out(place: Place, rule: Rule, *, newest_whole: str) -> list[str]:
    """Delete the backups that the rule does not keep and return their names; `newest_whole` stays whatever the rule says."""
    gone = superfluous(place.names(), rule, newest_whole=newest_whole)
    for name in gone:
        place.delete(name)
    return gone
