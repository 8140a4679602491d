"""Refusing posts from other sites without a cookie, so that forms work on pages kept in memory.

Browsers say where a request comes from in `Sec-Fetch-Site` (Fetch Metadata, W3C) or, before that, in `Origin`. A request
with neither does not come from a browser's form on another site. The same rule as Go's `CrossOriginProtection`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_same_origin(request: HttpRequest) -> bool:
    """Say whether a request comes from this site's own pages, or from no page at all."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.get_host()


def same_origin_required(
    view: Callable[Concatenate[HttpRequest, P], Answer],
) -> Callable[Concatenate[HttpRequest, P], Answer]:
    """Wrap a view so that unsafe methods from other sites raise `PermissionDenied`; no token or cookie is needed."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        if request.method not in SAFE_METHODS and not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
