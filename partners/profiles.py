"""Which page stands for an organisation: its profile in the reader's language, else in another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from languages.configured import DEFAULT_LANGUAGE, LANGUAGES, Language, language_for
from languages.locales import locale_code
from languages.switcher import untranslated_url
from partners.models import Organisation, PartnerPage

_ORDER = {language.code: rank for rank, language in enumerate(LANGUAGES)}


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation with the address of its profile.

    `language` is the language of the profile where that is not the reader's, else `None`.
    """

    organisation: Organisation
    url: str
    language: Language | None


def _restriction() -> Exists:
    """Ask, inside the same query, whether a page stands under one that not everybody may see.

    The few restricted pages are looked up by themselves: asked with a join, SQLite reads every page of the site for each profile.
    """
    above = Substr(OuterRef("path"), 1, Length("path"))
    return Exists(Page.objects.filter(pk__in=PageViewRestriction.objects.values("page_id"), path=above))


def public_profiles() -> PageQuerySet:
    """Return the profiles readers may see, of organisations that take part now, with what a card shows.

    An alias is left out: it is the words of another language under this language's address.
    """
    pages: PageQuerySet = (
        PartnerPage.objects.live()
        .filter(~_restriction(), alias_of=None, organisation__standing=Organisation.Standing.ACTIVE)
        .select_related("locale", "organisation__main_strand", "organisation__logo")
        .only("url_path", "slug", "locale", "organisation", "live")
    )
    return pages


def _rank(page: PartnerPage, active: str) -> int:
    code = locale_code(page.locale_id)
    return -1 if code == active else _ORDER.get(code, len(_ORDER))


def one_each(pages: Iterable[PartnerPage], active: str) -> list[PartnerPage]:
    """Return one page an organisation: in the language `active`, else in the first language it stands in."""
    chosen: dict[int, PartnerPage] = {}
    for page in pages:
        known = chosen.get(page.organisation_id)
        if known is None or _rank(page, active) < _rank(known, active):
            chosen[page.organisation_id] = page
    return list(chosen.values())


def _profile(page: PartnerPage, active: str, request: HttpRequest) -> Profile:
    code = locale_code(page.locale_id)
    if code == active:
        return Profile(page.organisation, page.get_url(request) or "", None)
    return Profile(page.organisation, untranslated_url(page, active, request), language_for(code))


def sorted_profiles(pages: Iterable[PartnerPage], request: HttpRequest) -> list[Profile]:
    """Return one profile an organisation among `pages`, by the alphabet of the active language."""
    active = get_language() or DEFAULT_LANGUAGE.code
    chosen = one_each(pages, active)
    chosen.sort(key=lambda page: (page.organisation.sort_key(active), page.organisation.name))
    return [_profile(page, active, request) for page in chosen]
