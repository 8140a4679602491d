"""The results page and the suggestions, in the language of the address."""

from __future__ import annotations

from dataclasses import asdict
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from languages.switcher import switcher_pages
from search.kinds import PLURALS, Kind, kind_named
from search.phrases import language_note
from search.queries import MAX_PAGES, PER_PAGE, Search
from search.query_terms import Terms, parse
from search.results import dress
from search.suggestions import suggestions

MAX_AGE = 5  # seconds a browser may keep an answer: a withdrawn story is gone from everywhere within ten


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what `?q=` finds, of the kind `?type=`, on page `?page=`; raises `Http404` beyond the last page."""
    home = _home(request)
    terms = parse(request.GET.get("q", ""))
    kind = kind_named(request.GET.get("type", ""))
    number = page_number(request.GET.get("page", ""))
    found = _found(request, Search(home, terms), kind, number) if terms else {"total": 0}
    context = {**_frame(request, terms, kind), **found}
    return _answer(render(request, "search/results.html", context))


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with titles for the words typed so far: `{"suggestions": [{"title", "url", "type"}]}`."""
    found = suggestions(request, _home(request), parse(request.GET.get("q", "")))
    return _answer(JsonResponse({"suggestions": [asdict(suggestion) for suggestion in found]}))


def page_number(text: str) -> int:
    """Return the number of the page asked for: 1 for what is no number, one more than there can be for what is too high."""
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(1, min(int(text[:6]), MAX_PAGES + 1))


def _home(request: HttpRequest) -> Page:
    """Return the home page of the language of the address; raises `Http404` where the site is not offered in it."""
    home = switcher_pages(request, None)["home"].get(get_language() or "")
    if home is None:
        raise Http404
    return home


def _answer(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def _frame(request: HttpRequest, terms: Terms, kind: Kind | None) -> dict[str, object]:
    """Return what the page shows whether or not anything was asked."""
    return {
        "family": "search",
        "robots": "noindex",
        "query": terms.text,
        "searched": bool(terms),
        "shortened": terms.shortened,
        "kind": kind or "",
        "search_url": reverse("search:results"),
        "suggest_url": reverse("search:suggest"),
        "language_note": language_note(request, terms.text, switcher_pages(request, None)["home"]),
    }


def _url(text: str, kind: Kind | None = None, number: int = 1) -> str:
    asked = {"q": text, "type": kind.value if kind else "", "page": number if number > 1 else ""}
    return f"{reverse('search:results')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _found(request: HttpRequest, search: Search, kind: Kind | None, number: int) -> dict[str, object]:
    """Return the results of page `number` and the ways on; raises `Http404` beyond the last page."""
    total = search.count(kind)
    pages = max(1, ceil(total / PER_PAGE))
    last = min(pages, MAX_PAGES)
    if number > last:
        raise Http404
    return {
        "total": total,
        "facets": _facets(search, kind),
        "results": dress(request, search, search.hits(kind, number)),
        "pagination": _pagination(search, kind, number, last, pages > last),
        "suggestion": None if search.count(None) else _suggestion(search),
    }


def _facets(search: Search, current: Kind | None) -> list[dict[str, object]]:
    return [
        {
            "kind": kind or "",
            "label": label,
            "count": search.count(kind),
            "url": _url(search.terms.text, kind),
            "current": kind is current,
        }
        for kind, label in PLURALS.items()
    ]


def _pagination(search: Search, kind: Kind | None, number: int, last: int, is_capped: bool) -> dict[str, object]:
    text = search.terms.text
    return {
        "number": number,
        "last": last,
        "previous_url": _url(text, kind, number - 1) if number > 1 else "",
        "next_url": _url(text, kind, number + 1) if number < last else "",
        "is_capped": is_capped,
    }


def _suggestion(search: Search) -> dict[str, str] | None:
    text = search.better_spelling()
    return {"text": text, "url": _url(text)} if text else None
