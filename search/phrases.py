"""Saying which language is searched, and where to search in another. Each phrase is in the language it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override, pgettext

from languages.configured import LANGUAGES, Language
from languages.translations import PagesByLanguage

EQUAL = ("en", "cy")  # the two full languages of the site offer each other


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same search in another language; `label` is in that language."""

    code: str
    name: str
    direction: str
    label: str
    url: str


def shown_in() -> str:
    """Return the sentence that says which language the results are in."""
    # Translators: name your own language here instead of English: "Dangos canlyniadau yn Gymraeg."
    return pgettext("search in this language", "Showing results in English.")


def _invitation(language: Language) -> str:
    """Return "Search in English" of a language, in that language; its name alone where it is not translated yet."""
    with override(language.code):
        # Translators: name your own language here instead of English: "Chwilio yn Gymraeg"
        label = pgettext("search in this language", "Search in English")
    return language.name if language.code != "en" and label == "Search in English" else label


def elsewhere(request: HttpRequest, text: str, offered: PagesByLanguage) -> list[Elsewhere]:
    """Return the other full language, or both, with the same words asked for."""
    others = [
        language
        for language in LANGUAGES
        if language.code in EQUAL and language.code in offered and language.code != get_language()
    ]
    return [_elsewhere(language, text) for language in others]


def _elsewhere(language: Language, text: str) -> Elsewhere:
    with override(language.code):
        url = reverse("search:results")
    query = f"?{urlencode({'q': text})}" if text else ""
    return Elsewhere(language.code, language.name, language.direction, _invitation(language), url + query)


def language_note(request: HttpRequest, text: str, offered: PagesByLanguage) -> dict[str, object]:
    """Return what the page says about languages."""
    return {"shown": shown_in(), "others": elsewhere(request, text, offered)}
