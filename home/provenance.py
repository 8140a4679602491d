"""Which language a page was first written in, and how the version being read came about: said quietly on every translation."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from languages.configured import DEFAULT_LANGUAGE, Language, is_configured, language_for
from languages.locales import locale_code
from languages.models import TranslationKind
from languages.policy import language_order
from languages.switcher import switcher_pages


@dataclass(frozen=True, slots=True)
class Provenance:
    """The language of the original with its address, '' if it is not live, and how it was translated, '' if nobody has said."""

    language: Language
    url: str
    how: str


def provenance_of(request: HttpRequest, page: Page) -> Provenance | None:
    """Return where a translation comes from, in the active language; `None` for an original. No query of its own."""
    if not page.pk or page.alias_of_id:
        return None
    translations = switcher_pages(request, page)["page"]
    code = _original_code(page, list(translations))
    if code == locale_code(page.locale_id) or not is_configured(code):
        return None
    original = translations.get(code)
    own = translations.get(locale_code(page.locale_id))
    how = getattr(own, "translated_by", "")
    return Provenance(
        language_for(code),
        (original.get_url(request) or "") if original else "",
        str(TranslationKind(how).label) if how else "",
    )


def _original_code(page: Page, codes: list[str]) -> str:
    """Return what the page says itself, else English, else the first language it stands in: as `languages.families` has it."""
    said = str(getattr(page, "original_language", ""))
    if said:
        return said
    return DEFAULT_LANGUAGE.code if DEFAULT_LANGUAGE.code in codes else next(iter(language_order(codes)), "")
