"""The words people are asked with: versioned, in every language of the site, plain.

A version is a file in `wordings/`, named for the month in which it was first used. Once somebody has agreed to it, it is never
changed; new words are a new file. The newest is the one that is used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from languages.configured import DEFAULT_LANGUAGE

FOLDER: Final = Path(__file__).with_name("wordings")
PURPOSES: Final = ("website", "press", "social")


@dataclass(frozen=True, slots=True)
class Wording:
    """One version in one language. `question` is answered for each of the `PURPOSES`; `young` and `guardian` are for under 16."""

    version: str
    language: str
    title: str
    intro: str
    question: str
    website: str
    press: str
    social: str
    change: str
    copies: str
    again: str
    guardian: str
    young: str

    def purposes(self) -> list[tuple[str, str]]:
        """Return what is asked, each on its own: a name for programs and the words."""
        return [(name, getattr(self, name)) for name in PURPOSES]


@cache
def _texts(version: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / f"{version}.toml").read_text("utf-8"))


def versions() -> list[str]:
    """Return the names of all versions, oldest first."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def newest() -> str:
    """Return the version people are asked with now."""
    return versions()[-1]


def wording(language: str, version: str = "") -> Wording:
    """Return the words in a language, in English where a version does not know it; the newest without `version`.

    Raises `FileNotFoundError` for a version there never was.
    """
    version = version or newest()
    texts = _texts(version)
    code = language if language in texts else DEFAULT_LANGUAGE.code
    return Wording(version=version, language=code, **texts[code])
