"""How much a request may bring. nginx says the same before the site is asked; this holds where nothing stands in front."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest
from django.http.response import HttpResponseBase

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
"""What Django raises when a form brings more than the settings allow."""


class BodyLimitMiddleware:
    """Refuses a body that is announced to be larger than `BODY_MAX_BYTES`, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response; raises `RequestDataTooBig`, which the view for bad requests answers."""
        if _announced(request) > settings.BODY_MAX_BYTES:
            raise RequestDataTooBig("The body is larger than BODY_MAX_BYTES.")
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    """Return how many bytes a request says it brings; without a length, or with nonsense for one, Django reads none."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0
