"""Message catalogues as files: which there are, and what each is compiled into.

Catalogues are compiled without gettext's tools, so that a machine with nothing but Python can do it. The compiled files are
committed beside their sources: a fresh clone speaks Welsh whichever way it is started.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings


def catalogue_folder() -> Path:
    """Return the folder that holds the project's own catalogues, a folder a language."""
    return Path(settings.LOCALE_PATHS[0])


def catalogues(folder: Path | None = None) -> Iterator[Path]:
    """Yield every catalogue (`.po`) of the project, or of another `folder` like its own, in order of language."""
    yield from sorted((folder or catalogue_folder()).glob("*/LC_MESSAGES/*.po"))


def compiled_path(catalogue: Path) -> Path:
    """Return where the compiled form of `catalogue` stands."""
    return catalogue.with_suffix(".mo")


def compiled(catalogue: Path) -> bytes:
    """Return the compiled form of `catalogue`; raises `ValueError` naming the file when it cannot be read.

    Fuzzy, obsolete and empty entries are left out, as gettext's own compiler leaves them out.
    """
    try:
        return bytes(polib.pofile(str(catalogue)).to_binary())
    except OSError as error:
        raise ValueError(f"{catalogue}: {error}") from error


def is_stale(catalogue: Path) -> bool:
    """Say whether the compiled form of `catalogue` is missing or differs from what it would be now."""
    target = compiled_path(catalogue)
    return not target.is_file() or target.read_bytes() != compiled(catalogue)
