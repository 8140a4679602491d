"""A name for every request, so that its lines in the log, an error report and what a reader quotes can be laid side by side."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER: Final = "X-Request-ID"
_WELL_FORMED: Final = re.compile(r"[\w-]{8,64}", re.ASCII)
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Return the name of the request that is being answered, '' outside of one."""
    return _current.get()


def request_id_for(request: HttpRequest) -> str:
    """Return the name a trusted proxy gave to `request`, else a new one of 16 letters."""
    given = request.headers.get(HEADER, "") if settings.TRUST_PROXY else ""
    return given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


class RequestIdMiddleware:
    """Names a request, and tells the name in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with its name."""
        name = request_id_for(request)
        request.request_id = name  # type: ignore[attr-defined]  # errors are logged after this middleware has returned
        token = _current.set(name)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response[HEADER] = name
        return response
