"""Addresses of withdrawn stories: 410 Gone, in the reader's language, naming nobody.

What is stored is a hash of each address under the site's secret: whoever holds a copy of the database cannot find out whether a
name was once part of an address. With a secret that was changed and forgotten such an address answers 404.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.models import Redirect

from delivery.headers import EMBED_POLICY
from stories.embed import embed_path
from stories.models import GoneAddress, StoryPage, Withdrawal

SALT: Final = "stories.gone"
LONGEST: Final = 2000
"""Characters of an address that are looked at: browsers and proxies send few longer ones."""


def _plain(path: str) -> str:
    return unquote(path).rstrip("/")


def digests(path: str) -> list[str]:
    """Return the hashes an address may be stored under: by the present secret, then by the ones before it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, _plain(path), secret=secret, algorithm="sha256").hexdigest() for secret in secrets]


def _own_paths(page: StoryPage) -> Iterator[str]:
    """Yield where a page stands, where its card is embedded from, and where it stood before."""
    yield urlsplit(page.get_url() or "").path
    yield embed_path(page)
    yield from Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True)


def addresses_of(pages: Iterable[StoryPage]) -> set[str]:
    """Return every address of these pages, those inside the chrome of another language included."""
    own = {_plain(path) for page in pages for path in _own_paths(page) if path}
    return own | {f"/{code}{path}" for path in own for code, _name in settings.LANGUAGES}


def remember_addresses(withdrawal: Withdrawal, pages: Iterable[StoryPage]) -> None:
    """Store the addresses of a withdrawn story; those that are stored already are left alone."""
    rows = [GoneAddress(withdrawal=withdrawal, digest=digests(path)[0]) for path in addresses_of(pages)]
    GoneAddress.objects.bulk_create(rows, ignore_conflicts=True)


def is_gone(path: str) -> bool:
    """Say whether a withdrawn story stood at an address; asks the database once."""
    if len(path) > LONGEST:
        return False
    return GoneAddress.objects.filter(digest__in=digests(path)).exists()


def gone(request: HttpRequest) -> HttpResponse:
    """Return the answer: 410, kept by nobody, in the frame of a partner's page where it was embedded in one."""
    is_embedded = "/embed/" in request.path
    template = "stories/gone_embed.html" if is_embedded else "stories/gone.html"
    # An embed is rendered without the request, so that nothing can set a cookie in somebody else's page.
    response = HttpResponse(render_to_string(template, {}, None if is_embedded else request), status=HTTPStatus.GONE)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    if is_embedded:
        response["Content-Security-Policy"] = EMBED_POLICY
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.xframe_options_exempt = True  # type: ignore[attr-defined]  # see django.middleware.clickjacking
    return response


class GoneMiddleware:
    """Turns the 404 of a withdrawn story's address into a 410. Other answers cost nothing, a real 404 one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response, or the 410."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or not get_language_from_path(request.path_info):
            return response
        return gone(request) if is_gone(request.path) else response
