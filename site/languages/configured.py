"""The languages the site is configured for, in one place.

Adding a language is one line here and one catalogue under `locale/`; no template or migration changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its BCP 47 `code`, its `name` in itself, its `english_name`, and its writing `direction`."""

    code: str
    name: str
    english_name: str
    direction: Direction = "ltr"


LANGUAGES: tuple[Language, ...] = (
    Language("en", "English", "English"),
    Language("cy", "Cymraeg", "Welsh"),
    Language("ur", "اردو", "Urdu", "rtl"),
    Language("pl", "Polski", "Polish"),
    Language("gd", "Gàidhlig", "Scottish Gaelic"),
    Language("ga", "Gaeilge", "Irish"),
)
DEFAULT_LANGUAGE = LANGUAGES[0]

_BY_CODE = {language.code: language for language in LANGUAGES}


def language_for(code: str) -> Language:
    """Return the configured language with this `code`; raises `KeyError` if there is none."""
    return _BY_CODE[code]


def is_configured(code: str) -> bool:
    """Say whether `code` is one of the configured languages."""
    return code in _BY_CODE


def language_choices() -> list[tuple[str, str]]:
    """Return choices for a model field; a callable, so that adding a language needs no migration."""
    return [(language.code, language.name) for language in LANGUAGES]
