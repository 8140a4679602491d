"""Uploaded files from the local disk, with addresses that never change their content."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

ONE_YEAR = 365 * 24 * 3600


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the file at `path` under `MEDIA_ROOT`; raises `Http404`. Names are random, so a copy is good for a year."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    # Media may be shown on a partner's page (embeds, social cards); it must never run there.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
