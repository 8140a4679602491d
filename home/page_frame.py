"""What stands around every page: menus, the language strip, settings. A handful of queries a request, asked once."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from delivery.memory.process_cache import process_cached
from home.models import Menu, MenuItem, SiteSettings
from languages.locales import locale_id
from languages.routing import url_of_path
from languages.switcher import switcher_entries, switcher_pages
from languages.texts import text_in


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a menu: its words, its address, and, in the header, whether the reader is there or below."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class LinkList:
    """A headed list of links."""

    name: str
    items: list[Link]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language of the strip: `exists` says whether this page stands in it."""

    code: str
    name: str
    direction: str
    url: str
    current: bool
    exists: bool


def _menu_items(request: HttpRequest) -> list[MenuItem]:
    """Return the links of all menus, each with its page in the active language and the site's sentence, in one query."""
    key = OuterRef("page__translation_key")
    pages = Page.objects.live().filter(translation_key=key, locale_id=locale_id(get_language() or ""))
    site = Site.find_for_request(request)
    settings = SiteSettings.objects.filter(site=site)
    items = MenuItem.objects.select_related("menu").annotate(
        page_path=Subquery(pages.values("url_path")[:1]),
        page_title=Subquery(pages.values("title")[:1]),
        about=Subquery(settings.values("about")[:1]),
        contact=Subquery(settings.values("contact_email")[:1]),
    )
    return list(items.order_by("menu__place", "sort_order"))


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page: menus by place, the sentence about us, and the address to write to."""

    menus: dict[str, LinkList]
    about: str
    contact_email: str = ""


def chrome(request: HttpRequest) -> Chrome:
    """Return the chrome of this request's site in the active language; links without a translation are left out."""
    if not hasattr(request, "_chrome"):
        key = ("chrome", request.get_host(), get_language())
        request._chrome = process_cached(key, lambda: _make_chrome(request))  # type: ignore[attr-defined]  # for one request
    return request._chrome  # type: ignore[attr-defined, no-any-return]  # set above


def _make_chrome(request: HttpRequest) -> Chrome:
    items = _menu_items(request)
    lists: dict[str, LinkList] = {}
    for item in items:
        links = lists.setdefault(item.menu.place, LinkList(item.menu.name, []))
        if item.page_path:
            links.items.append(_link(request, item))
    return _with_settings(lists, items[0]) if items else Chrome(lists, "")


def _with_settings(menus: dict[str, LinkList], item: MenuItem) -> Chrome:
    """Return the chrome of `menus`, with the settings any item was read with."""
    about = text_in(_texts(item.about))
    return Chrome(menus, about, item.contact or "")


def _texts(value: object) -> dict[str, str]:
    """Return a JSON column read through a subquery: text on SQLite, already parsed on PostgreSQL."""
    texts: dict[str, str] = json.loads(value) if isinstance(value, str) else dict(value or {})  # type: ignore[call-overload]  # a mapping
    return texts


def _link(request: HttpRequest, item: MenuItem) -> Link:
    url = url_of_path(request, item.page_path)
    return Link(text_in(item.names) or item.page_title, url)


def main_menu(request: HttpRequest) -> list[Link]:
    """Return the links of the header; the one at or above the page of the request is the current one."""
    found = chrome(request).menus.get(Menu.Place.HEADER)
    return [replace(link, current=request.path.startswith(link.url)) for link in found.items] if found else []


def footer_menus(request: HttpRequest) -> list[LinkList]:
    """Return the lists of the footer that have at least one link; the way to the partner desk ends the second one."""
    places = (Menu.Place.FOOTER_WORK, Menu.Place.FOOTER_TAKE_PART, Menu.Place.FOOTER_ABOUT)
    found = {place: chrome(request).menus.get(place) for place in places}
    return [
        replace(lists, items=[*lists.items, *_ways_in(place)])
        for place, lists in found.items()
        if lists is not None and lists.items
    ]


def _ways_in(place: str) -> list[Link]:
    return [Link(_("Partner sign in"), reverse("members:desks"))] if place == Menu.Place.FOOTER_TAKE_PART else []


def language_links(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """Return the languages the site offers, with the address of this page (or address) in each."""
    if not (page and page.pk):
        page = None
    entries = switcher_entries(request, page, switcher_pages(request, page))
    return [
        LanguageLink(
            entry.language.code,
            entry.language.name,
            entry.language.direction,
            entry.url,
            entry.is_current,
            entry.is_translated,
        )
        for entry in entries
    ]


def site_settings(request: HttpRequest) -> SiteSettings | None:
    """Return the settings of the site of this request, or `None` where there is no site yet."""
    site = Site.find_for_request(request)
    return SiteSettings.for_request(request) if site else None
