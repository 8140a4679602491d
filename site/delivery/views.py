"""Health, robots and the pages readers get when something is missing or broken."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from delivery.request_limits import TOO_LARGE
from delivery.unavailable import unavailable
from delivery.watching.readiness import is_ready
from delivery.watching.scrape import may_scrape
from upkeep.health.findings import examine_all


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether this process can do its work: 200, or 503 when database, storage or outbox cannot.

    Which of them, and what else is not well, only operators are told: those whom `/metrics` answers.
    """
    ready = is_ready()
    told = {"ready": ready, "findings": _findings()} if may_scrape(request) else {"ready": ready}
    return JsonResponse(told, status=200 if ready else 503)


def _findings() -> dict[str, dict[str, str | bool]]:
    """Return what was found, by the name of each look, in English."""
    with translation.override(settings.LANGUAGE_CODE):
        return {one.name: {"well": one.finding.is_well, "words": str(one.finding.words)} for one in examine_all()}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer robots.txt: everything public may be read; searches and previews are not worth indexing."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*/search/", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when there was too much of it, in the reader's language and without asking the database.

    What is too large is refused before anything has looked at the address for its language.
    """
    is_too_large = isinstance(exception, TOO_LARGE)
    code = translation.get_language_from_path(request.path_info) or translation.get_language()
    with translation.override(code):
        words = render_to_string("400.html", {"is_too_large": is_too_large})
    return HttpResponse(words, status=413 if is_too_large else 400)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the reader's language, with a search field and two ways on."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when it is the database that fails, in the reader's language and without asking the database."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = unavailable(request.path_info)
        return HttpResponse(answer.body, status=answer.code, headers=dict(answer.headers))
    return HttpResponse(render_to_string("500.html", {"request": request}), status=500)
