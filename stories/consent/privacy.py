"""What every page for one person has in common."""

from __future__ import annotations

from django.http import HttpResponse


def kept_private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches, search engines and the `Referer` that other sites are sent; returns it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
