"""What pages show besides their own fields: what every page is given, and the pages of the coalition themselves."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone

from home.localised_links import link_targets, remember_links
from home.models import BasePage, HomePage, SectionPage, StrandPage
from home.other_forms import other_forms
from home.presenters import describes, presents
from home.provenance import provenance_of
from home.strands import strand_entries
from home.structured_data import Thing, absolute, breadcrumb_list, organisation, trail_of, website
from languages.switcher import address_in, hreflang_alternates, switcher_pages


@presents(BasePage)
def every_page(page: BasePage, request: HttpRequest) -> Mapping[str, object]:
    """Return the page's language, its translations, where it comes from, and what stands above it."""
    remember_links(page)
    translations = switcher_pages(request, page)["page"] if page.pk else {}
    fallback = getattr(request, "untranslated_from", None)
    return {
        "content_language": page.content_language,
        "is_untranslated": fallback is not None,
        "translations": translations,
        "alternates": [] if fallback else hreflang_alternates(request, translations),
        "breadcrumb": page.breadcrumb() if page.pk else [],
        "provenance": provenance_of(request, page),
        "other_forms": other_forms(page),
        "family": page.family,
    }


@presents(HomePage)
def home_page(page: HomePage, request: HttpRequest) -> Mapping[str, object]:
    """Return where the two buttons lead in the reader's language, and the strands."""
    targets = link_targets({pk for pk in (page.primary_page_id, page.secondary_page_id) if pk}, page.locale_id)
    language = page.content_language.code
    return {
        "primary_url": address_in(request, targets.get(page.primary_page_id), language),
        "secondary_url": address_in(request, targets.get(page.secondary_page_id), language),
        "strands": strand_entries(request, page.locale_id),
    }


@presents(SectionPage)
def section_page(page: SectionPage, request: HttpRequest) -> Mapping[str, object]:
    """Return the live pages below, in the order editors gave them."""
    return {"entries": list(page.get_children().live().public().specific()) if page.pk else []}


@presents(StrandPage)
def strand_page(page: StrandPage, request: HttpRequest) -> Mapping[str, object]:
    """Return the events that are still to come."""
    return {"upcoming": page.upcoming(timezone.localdate())}


@describes(BasePage)
def way_to_page(page: BasePage, request: HttpRequest, context: Mapping[str, object]) -> list[Thing]:
    """Describe the way from the home page to the page."""
    return [breadcrumb_list(trail_of(request, context, page))]


@describes(HomePage)
def coalition(page: HomePage, request: HttpRequest, context: Mapping[str, object]) -> list[Thing]:
    """Describe the coalition and its site; the home page stands under nothing."""
    url = absolute(page.get_url(request))
    return [organisation(url), website(url, page.content_language.code)]
