"""schema.org descriptions of pages, as search engines read them (JSON-LD 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

Thing = dict[str, object]

ORGANISATION_ID = "#organisation"


def organisation(home_url: str) -> Thing:
    """Return the coalition as an Organization."""
    return {
        "@type": "Organization",
        "@id": f"{settings.SITE_URL}/{ORGANISATION_ID}",
        "name": "/together",
        "url": home_url,
        "logo": f"{settings.SITE_URL}/static/art/apple-touch-icon.png",
    }


def website(home_url: str, language: str) -> Thing:
    """Return the site in one language as a WebSite with its search."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{home_url}search/?q={{search_term_string}}"}
    return {
        "@type": "WebSite",
        "name": "/together",
        "url": home_url,
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_list(trail: Iterable[tuple[str, str]]) -> Thing:
    """Return a BreadcrumbList of (name, absolute address), from the home page down."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def item_list(urls: Iterable[tuple[str, str]]) -> Thing:
    """Return an ItemList of (name, absolute address)."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "url": url}
        for position, (name, url) in enumerate(urls, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def trail_of(request: HttpRequest, context: Mapping[str, object], page: Page) -> list[tuple[str, str]]:
    """Return the way from the home page to `page` as names and absolute addresses."""
    above = [
        (crumb.title, absolute(crumb.get_url(request))) for crumb in cast("list[Page]", context.get("breadcrumb", []))
    ]
    return [*above, (page.title, absolute(page.get_url(request)))]


def absolute(url: str | None) -> str:
    """Return an address of this site with its scheme and host, as `SITE_URL` has them."""
    return url if url and "://" in url else f"{settings.SITE_URL}{url or '/'}"


def document(things: Iterable[Thing]) -> Thing:
    """Return one JSON-LD document of several things."""
    return {"@context": "https://schema.org", "@graph": list(things)}
