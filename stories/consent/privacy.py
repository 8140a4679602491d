"""What every page for one person has in common."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def kept_private(response: Response) -> Response:
    """Keep a page out of caches, search engines and the `Referer` that other sites are sent; returns it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
