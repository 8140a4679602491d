"""Which languages the site offers, and where a page stands in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page, Site

from languages.configured import LANGUAGES
from languages.locales import locale_code
from languages.models import RevisionText

PagesByLanguage = dict[str, Page]


def with_kinds(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Add to each page `translated_by`: how the words readers see came about (a `TranslationKind`), '' or `None` where nobody has said."""
    shown = RevisionText.objects.filter(revision_id=OuterRef("live_revision_id"))
    return pages.annotate(translated_by=Subquery(shown.values("kind")[:1]))


def live_pages(keys: Iterable[UUID]) -> dict[UUID, PagesByLanguage]:
    """Return the live pages with these translation keys, by key and language code, in one query.

    Aliases are left out: an alias is the words of another language under this language's address.
    """
    found: dict[UUID, PagesByLanguage] = defaultdict(dict)
    for page in with_kinds(Page.objects.live().filter(translation_key__in=set(keys), alias_of=None)):
        found[page.translation_key][locale_code(page.locale_id)] = page
    return found


def home_pages(site: Site) -> PagesByLanguage:
    """Return the live home page of each language that `site` offers; a language without one is not offered."""
    key = site.root_page.translation_key
    found = live_pages([key])[key]
    return {language.code: found[language.code] for language in LANGUAGES if language.code in found}
