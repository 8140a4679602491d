"""The language switcher: the same page in every offered language, with the query kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from languages.configured import LANGUAGES, Language
from languages.locales import locale_code
from languages.translations import PagesByLanguage, live_pages


@dataclass(frozen=True, slots=True)
class Entry:
    """One language of the switcher: where it leads, whether the reader is there, whether the page exists in it."""

    language: Language
    url: str
    is_current: bool
    is_translated: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """One `hreflang` alternate: a language code (or `x-default`) and an absolute address."""

    hreflang: str
    url: str


def _with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url


def untranslated_url(page: Page, code: str, request: HttpRequest) -> str:
    """Return the address that shows `page` as it is, inside the chrome of language `code`, with an honest notice."""
    source = locale_code(page.locale_id)
    path = unquote(page.get_url(request) or "").removeprefix(f"/{source}/")  # `reverse` quotes it again
    with override(code):
        return reverse("show_untranslated", kwargs={"source": source, "path": path})


def address_in(request: HttpRequest, page: Page | None, code: str) -> str:
    """Return where a reader of language `code` reads `page`: its own address, or the one with the notice; '' without one."""
    if page is None:
        return ""
    return (
        (page.get_url(request) or "") if locale_code(page.locale_id) == code else untranslated_url(page, code, request)
    )


def _page_url(page: Page, translations: PagesByLanguage, code: str, request: HttpRequest) -> str:
    translation = translations.get(code)
    if translation is not None:
        return translation.get_url(request) or ""
    return untranslated_url(page, code, request)


def switcher_entries(request: HttpRequest, page: Page | None, pages: Mapping[str, PagesByLanguage]) -> list[Entry]:
    """Return one `Entry` a language offered (`pages["home"]`), for `page` (`pages["page"]`) or for a plain address."""
    active = get_language()
    entries = []
    for language in LANGUAGES:
        if language.code not in pages["home"]:
            continue
        if page is not None:
            url = _page_url(page, pages["page"], language.code, request)
            translated = language.code in pages["page"]
        else:
            url, translated = translate_url(request.path, language.code), True
        entries.append(Entry(language, _with_query(url, request), language.code == active, translated))
    return entries


def _home_key(request: HttpRequest) -> UUID | None:
    site = Site.find_for_request(request)
    return site.root_page.translation_key if site else None


def remember_translations(request: HttpRequest, page: Page | None, pages: Iterable[Page]) -> dict[str, PagesByLanguage]:
    """Keep for this request which of `pages` are home pages and which are translations of `page`, by language code."""
    found: dict[UUID, PagesByLanguage] = defaultdict(dict)
    for one in pages:
        found[one.translation_key][locale_code(one.locale_id)] = one
    home_key = _home_key(request)
    kept = {"home": found[home_key] if home_key else {}, "page": found[page.translation_key] if page else {}}
    request._switcher_pages = (page.pk if page else None, kept)  # type: ignore[attr-defined]  # for one request
    return kept


def switcher_pages(request: HttpRequest, page: Page | None) -> dict[str, PagesByLanguage]:
    """Return the live home pages and the live translations of `page`, by language, in at most one query a request."""
    known = getattr(request, "_switcher_pages", None)
    if known is not None and known[0] == (page.pk if page else None):
        kept: dict[str, PagesByLanguage] = known[1]
        return kept
    keys = [key for key in (_home_key(request), page.translation_key if page else None) if key]
    return remember_translations(request, page, [one for by in live_pages(keys).values() for one in by.values()])


def hreflang_alternates(request: HttpRequest, translations: PagesByLanguage) -> list[Alternate]:
    """Return the alternates of a page between its live translations; none when it stands in one language only."""
    if len(translations) < 2:
        return []
    found = [
        Alternate(language.code, f"{settings.SITE_URL}{translations[language.code].get_url(request)}")
        for language in LANGUAGES
        if language.code in translations
    ]
    return [*found, Alternate("x-default", found[0].url)]
