"""Putting a backup back. All that can be known beforehand is checked before anything is touched."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from upkeep import erasures
from upkeep.backup import archive, media_copy
from upkeep.backup.destinations import Place
from upkeep.backup.making import Site
from upkeep.backup.manifest import Manifest, differing_tables
from upkeep.backup.refusal import RefusedError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that has been found whole: where it is, what it holds, and the folder with all of it that is not media."""

    path: Path
    manifest: Manifest
    unpacked: Path


def find(name_or_path: str, place: Place, into: Path) -> Path:
    """Return where the backup can be read; raises `RefusedError` with the names there are if this is none of them."""
    names = place.names()
    if name_or_path in names:
        return place.fetch(name_or_path, into)
    if Path(name_or_path).is_file():
        return Path(name_or_path)
    raise RefusedError(f"There is no backup {name_or_path}. There are: {', '.join(names[-10:]) or 'none at all'}.")


def check_backup(path: Path, site: Site, work: Path) -> Backup:
    """Return the backup at `path` if all of it is as it was made and this site can use it; raises `RefusedError` if not."""
    unpacked = work / "unpacked"
    unpacked.mkdir()
    manifest = archive.check(path, site.key, unpacked)
    if manifest.vendor != site.database.vendor:
        raise RefusedError(
            f"The backup is of a {manifest.vendor} database; this site is set up for {site.database.vendor}."
        )
    site.database.check_copy(unpacked / site.database.member)
    for member in manifest.media():
        media_copy.in_storage(site.media, member)
    return Backup(path, manifest, unpacked)


def check_site(site: Site, *, force: bool) -> None:
    """Return if nothing would be lost, or `force` says to lose it; raises `RefusedError` if the site is in use."""
    if force:
        return
    if not site.database.is_empty():
        raise RefusedError("The database of this site is not empty. To replace it and all its files, add --force.")
    if next(media_copy.members(site.media), None) is not None:
        raise RefusedError("This site has uploaded files. To replace them and the database, add --force.")


def check_migrations(manifest: Manifest, known: set[str]) -> None:
    """Return if this version of the site can go on from the backup; `known` are its migrations as `app.name`.

    Names that are not known and stand before the last one of their app were squashed or removed since: they do no harm.
    """
    newest: dict[str, str] = {}
    for name in sorted(known):
        newest[name.split(".")[0]] = name
    if newer := [
        name for name in manifest.migrations if name not in known and name > newest.get(name.split(".")[0], name)
    ]:
        raise RefusedError(
            f"The backup is of a newer version of the site, which has {', '.join(newer[:5])}. Install that."
        )


def check_ledger(site: Site, backup: Backup) -> None:
    """Return if the erasures since the backup can be replayed: the ledger is readable and every kind in it is known."""
    ledger = site.ledger if site.ledger.is_file() else backup.unpacked / archive.LEDGER
    erasures.check(ledger, backup.manifest.made)


def put_back(site: Site, backup: Backup, say: Say) -> None:
    """Put back the database, then the files, then a lost ledger, and compare each with what the backup says it was."""
    site.database.put_back(backup.unpacked / site.database.member)
    if wrong := differing_tables(backup.manifest.tables, site.database.contents().tables):
        raise RefusedError(f"After the restore these tables differ from the backup: {', '.join(wrong[:10])}")
    tables = backup.manifest.tables
    say(f"Database: {len(tables)} tables, {sum(rows.count for rows in tables.values())} rows, all as in the backup.")
    removed = _put_back_media(site, backup)
    if wrong := media_copy.differing_files(site.media, backup.manifest.media()):
        raise RefusedError(f"After the restore these files differ from the backup: {', '.join(wrong[:10])}")
    say(f"Files: {len(backup.manifest.media())}, all as in the backup; {removed} that it does not have were removed.")
    _put_back_ledger(site, backup, say)


def _put_back_media(site: Site, backup: Backup) -> int:
    """Store every file that is not there already; return how many were deleted that the backup does not have."""
    wanted = backup.manifest.media()
    removed = media_copy.remove_others(site.media, set(wanted))
    with archive.members(backup.path, site.key) as files:
        for name, file in files:
            if name in wanted and media_copy.stored_content(site.media, name) != wanted[name]:
                media_copy.put_back(site.media, name, file)
    return removed


def _put_back_ledger(site: Site, backup: Backup, say: Say) -> None:
    """Put the ledger back where there is none: what it holds is older than the backup, but not than other backups."""
    if site.ledger.is_file():
        return
    say(
        f"Warning: no ledger at {site.ledger}. Erasures after {backup.manifest.made:%Y-%m-%d %H:%M} UTC are not known here."
    )
    with suppress(FileNotFoundError):
        text = (backup.unpacked / archive.LEDGER).read_bytes()
        site.ledger.parent.mkdir(parents=True, exist_ok=True)
        site.ledger.touch(mode=0o600)
        site.ledger.write_bytes(text)
