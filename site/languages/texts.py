"""Short texts that are one thing in all languages: `{"en": "Talk", "cy": "Siarad"}`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from languages.configured import DEFAULT_LANGUAGE


def language_of(texts: Mapping[str, str], code: str | None = None) -> str:
    """Return the code of the language `text_in` would answer in: `code` (the active language), English, or the first."""
    for wanted in (code or get_language() or "", DEFAULT_LANGUAGE.code):
        if texts.get(wanted):
            return wanted
    return next((key for key, text in texts.items() if text), DEFAULT_LANGUAGE.code)


def text_in(texts: Mapping[str, str], code: str | None = None) -> str:
    """Return the text in `code` (default: the active language), else in English, else in any language, else ''."""
    return texts.get(language_of(texts, code), "")
