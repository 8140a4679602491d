"""Every address the site answers is known: for readers, for machines, or for people who sign in. A new one fails until it is classed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import SmallSite, make_story

FOR_READERS = {
    "choose_language": ("/", 302),
    "show_untranslated": ("/cy/en/nothing-there/", 404),
    "wagtail_serve": ("/en/", 200),
    "stories:feed": ("/en/stories/feed/", 200),
    "stories:embed": ("/en/embed/stories/a-story/", 200),
    "stories:consent_form": ("/en/consent/form/", 200),
    "stories:consent_form_young": ("/en/consent/form/young/", 200),
    "stories:consent": ("/en/consent/not-a-token-of-anybodys/", 404),
    "stories:withdraw": ("/en/consent/not-a-token-of-anybodys/withdraw/00000000-0000-4000-8000-000000000000/", 404),
    "stories:receipt": ("/en/consent/receipt/nobodys/", 404),
    "stories:concern": ("/en/concern/999999/", 404),
    "stories:tell_us": ("/en/tell-us/", 200),
    "stories:tell_us_back": ("/en/tell-us/take-back/not-a-token-of-anybodys/", 404),
    "stories:hide": ("/en/concern/hide/not-signed-by-us/", 404),
    "partners:confirm": ("/en/join/confirm/not-a-token/", 404),
    "partners:resume": ("/en/join/resume/not-a-token/", 404),
    "search:results": ("/en/search/?q=bus", 200),
    "search:suggest": ("/en/search/suggest/?q=bus", 200),
}
"""Addresses that answer in a language: an example of each, and what it answers on a small site."""

AT_THE_DESK = {
    "desk:index": ("/en/desk/organisation-1/", 302),
    "desk:new": ("/en/desk/organisation-1/stories/new/", 302),
    "desk:story": ("/en/desk/organisation-1/stories/1/", 302),
    "desk:preview": ("/en/desk/organisation-1/stories/1/preview/", 302),
    "desk:corrections": ("/en/desk/organisation-1/stories/1/corrections/", 302),
    "desk:step": ("/en/desk/organisation-1/stories/1/delete/", 302),
    "desk:profile": ("/en/desk/organisation-1/profile/", 302),
    "desk:pledge": ("/en/desk/organisation-1/pledge/", 302),
}
"""Addresses of members, who sign in first: what they answer a stranger, whether there is such a desk or not."""

FOR_MACHINES = {
    "healthz": ("/healthz", 200),
    "readyz": ("/readyz", 200),
    "metrics": ("/metrics", 404),
    "robots": ("/robots.txt", 200),
    "sitemap": ("/sitemap.xml", 200),
    "sitemap_part": ("/sitemap-nothing.xml", 404),
    "oembed": ("/oembed/?url=http://testserver/en/stories/a-story/", 200),
    "media": ("/media/nothing.avif", 404),
    "media_check": ("/media-check/nothing.avif", 403),
    "wagtaildocs_serve": ("/documents/999/nothing.pdf", 404),
}
"""Addresses without a language."""

BEHIND_A_PASSWORD = {
    "wagtailcore_authenticate_with_password": ("/en/_util/authenticate_with_password/999/999/", 404),
    "wagtailcore_login": ("/en/_util/login/", 302),
    "wagtaildocs_authenticate_with_password": ("/documents/authenticate_with_password/999/", 404),
}
"""Wagtail's own: pages and documents that an editor has put behind a password."""

OPEN_ADMIN = {
    "wagtail_login",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
"""Views of the admin that somebody needs before signing in, or that say nothing about the site."""

PUBLIC = {**FOR_READERS, **AT_THE_DESK, **FOR_MACHINES, **BEHIND_A_PASSWORD}


@dataclass(frozen=True)
class Address:
    """A pattern: its whole route, its name with namespace, and its view."""

    route: str
    name: str
    view: Callable[..., Any]


def addresses(patterns: list[Any], route: str = "", namespace: str = "") -> Iterator[Address]:
    """Yield every pattern under `patterns`, however deep."""
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, whole, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(whole, f"{namespace}{pattern.name or pattern.lookup_str}", pattern.callback)


def known_addresses() -> list[Address]:
    """Return every address of the site."""
    return list(addresses(get_resolver().url_patterns))


def test_every_address_is_classed() -> None:
    """Those that need an account, or a private link, have their rules in the authorisation map (tests/security)."""
    from tests.security.tables import TABLES

    public = {address.name for address in known_addresses() if not address.route.startswith("admin/")}
    assert public == set(TABLES)
    assert set(PUBLIC) <= public


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_address_answers(name: str, site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"], slug="a-story")
    path, status = PUBLIC[name]
    response = client.get(path)
    assert response.status_code == status
    if name not in BEHIND_A_PASSWORD:
        assert not response.cookies, "nobody who only reads is given a cookie"


def test_admin_answers_nobody_who_has_not_signed_in() -> None:
    admin = [address for address in known_addresses() if address.route.startswith("admin/")]
    assert len(admin) > 200
    closed = [address for address in admin if address.name not in OPEN_ADMIN]
    request = RequestFactory().get("/admin/")
    request.user = AnonymousUser()
    assert [address.route for address in closed if not _sends_to_login(address.view, request)] == []


def _sends_to_login(view: Callable[..., Any], request: HttpRequest) -> bool:
    """Say whether a view turns a stranger away before it looks at anything else, even at its own arguments."""
    try:
        response = view(request)
    except PermissionDenied:
        return True
    except Exception:  # noqa: BLE001  # a view that got as far as its arguments did not turn the stranger away
        return False
    return bool(response.status_code == 302 and response["Location"].startswith("/admin/login/"))
