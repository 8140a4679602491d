"""A path converter for the code of a configured language."""

from __future__ import annotations

from languages.configured import LANGUAGES, Language, language_for


class LanguageConverter:
    """Matches a configured language code and hands the view the `Language`."""

    regex = "|".join(language.code for language in LANGUAGES)

    def to_python(self, value: str) -> Language:
        """Return the `Language` with this code."""
        return language_for(value)

    def to_url(self, value: Language | str) -> str:
        """Return the code of a `Language`, or the code itself."""
        return value.code if isinstance(value, Language) else value
