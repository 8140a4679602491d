"""Choosing a language at the front door, and showing a page that has no translation yet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve as serve_by_walking

from languages.configured import DEFAULT_LANGUAGE, Language
from languages.routing import find_page, is_private, look_around
from languages.switcher import switcher_pages
from languages.translations import home_pages


def negotiate(accept_language: str, offered: set[str]) -> str:
    """Return the first offered language an `Accept-Language` header asks for (by quality), else English."""
    for wanted, _quality in parse_accept_lang_header(accept_language):
        code = wanted.split("-")[0]
        if code in offered:
            return code
    return DEFAULT_LANGUAGE.code


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Redirect `/` to the home page in the reader's language, by `Accept-Language` alone; no cookie is read or set."""
    site = Site.find_for_request(request)
    offered = set(home_pages(site)) if site else set()
    code = negotiate(request.headers.get("Accept-Language", ""), offered)
    response = HttpResponseRedirect(f"/{code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def show_untranslated(request: HttpRequest, source: Language, path: str) -> HttpResponse:
    """Show a page in its own language inside the chrome of the reader's, with a notice; not indexed.

    Redirects to the translation once it is live, and to the page's own address when the languages are the same.
    """
    page = find_page(request, source.code, path)
    if page is None or page.alias_of_id:
        raise Http404
    look_around(request, page)
    if is_private(page):
        raise Http404
    active = get_language() or DEFAULT_LANGUAGE.code
    translation = switcher_pages(request, page)["page"].get(active)
    if translation is not None:
        return HttpResponseRedirect(translation.get_url(request))
    request.untranslated_from = source  # type: ignore[attr-defined]  # read by BasePage.get_context
    with override(
        source.code
    ):  # the page speaks its own language; what stands around it is rendered later, in the reader's
        response = page.serve(request)
    response["X-Robots-Tag"] = "noindex"
    return response


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at `path` in the active language; raises `Http404`. Private pages go Wagtail's own, longer way."""
    page = find_page(request, get_language() or "", path)
    if page is None:
        raise Http404
    look_around(request, page)
    if is_private(page):
        return serve_by_walking(request, path)
    return page.serve(request)
