"""Message catalogues as files: which there are, and what each is compiled into.

Catalogues are compiled without gettext's tools, so that a machine with nothing but Python can do it. The compiled files are not kept
in git: make, the image and the tests compile what is stale before they need it.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polib
from django.conf import settings

from delivery.atomic_files import write_atomically

_PLURAL: Final = re.compile(r"nplurals=(\d+); *plural=([^;]+);?")


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
    """Return the compiled form of `catalogue`.

    Fuzzy, obsolete and empty entries are left out, as gettext's own compiler leaves them out. Raises `ValueError` naming the file when
    it cannot be read, or when its plural line would make an error of every page: for a language that Django does not know,
    `makemessages` leaves `nplurals=INTEGER; plural=EXPRESSION`.
    """
    try:
        words = polib.pofile(str(catalogue))
    except OSError as error:
        raise ValueError(f"{catalogue}: {error}") from error
    _refuse_unknown_plural(catalogue, words.metadata.get("Plural-Forms", ""))
    return bytes(words.to_binary())


def _refuse_unknown_plural(catalogue: Path, line: str) -> None:
    found = _PLURAL.fullmatch(line.strip())
    try:
        if not found:
            raise ValueError(line or "there is none")
        gettext.c2py(found[2])(1)  # type: ignore[attr-defined]  # as `gettext` itself reads the line
    except ValueError as error:
        raise ValueError(
            f"{catalogue}: its plural line is not filled in ({error}). Take it from CLDR's plural rules: docs/adding-a-language.md"
        ) from error


def is_stale(catalogue: Path) -> bool:
    """Say whether the compiled form of `catalogue` is missing or older than it."""
    target = compiled_path(catalogue)
    return not target.is_file() or target.stat().st_mtime_ns < catalogue.stat().st_mtime_ns


def compile_stale() -> list[Path]:
    """Compile what is stale and return it; raises `ValueError`, before anything is written, for a catalogue that cannot be compiled."""
    words = {catalogue: compiled(catalogue) for catalogue in catalogues() if is_stale(catalogue)}
    for catalogue, content in words.items():
        write_atomically(compiled_path(catalogue), content)
    return list(words)
