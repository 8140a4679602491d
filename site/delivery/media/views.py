"""Uploaded files: public ones for a year, since their names are random and their content never changes; the rest for nobody's cache."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Final

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.documents.views.serve import serve as serve_wagtail_document

from delivery.front.seconds import for_this_second
from delivery.media.media_permissions import may_see
from delivery.media.publicity import is_public, is_shown
from delivery.media.served_files import MediaFile, find

ONE_YEAR: Final = 365 * 24 * 3600
PUBLIC: Final = f"public, max-age={ONE_YEAR}, immutable"
PRIVATE: Final = "private, no-store"
ASK_AGAIN: Final = "public, max-age=0, must-revalidate"


def cache_control_for(request: HttpRequest, name: str) -> str:
    """Return the `Cache-Control` the file called `name` is given with; raises `Http404` for whom it is not there."""
    if is_public(name):
        return PUBLIC
    file = find(name) if _has_session(request) else None
    if file is None or not may_see(request.user, file):
        raise Http404
    return PRIVATE


def _has_session(request: HttpRequest) -> bool:
    """Say whether anybody may be signed in; strangers are not looked up."""
    return request.session.session_key is not None


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the file called `path`; raises `Http404` if it is not there for who asks."""
    cache_control = cache_control_for(request, path)
    response = _file(request, path)
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    # Media may be shown on a partner's page (embeds, social cards); it must never run there.
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if cache_control == PUBLIC else "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return the file from the local disk, or out of the bucket where nothing in front fetches it from there."""
    if isinstance(default_storage, FileSystemStorage):
        return serve(request, name, document_root=str(default_storage.location))
    try:
        return FileResponse(default_storage.open(name), content_type=guess_type(name)[0] or "application/octet-stream")
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def check_media(request: HttpRequest, path: str) -> HttpResponse:
    """Tell a proxy whether it may give the file called `path` to who asks: 204 and the `Cache-Control` to give it with, or 403.

    A proxy may keep the answer about a public file until the end of the second.
    """
    try:
        cache_control = cache_control_for(request, path)
    except Http404:
        return HttpResponse(status=403, headers={"Cache-Control": "no-store"})
    response = HttpResponse(status=204, headers={"Cache-Control": cache_control})
    return for_this_second(response) if cache_control == PUBLIC else response


def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """Answer with a document as Wagtail does; raises `Http404` where it is not public and the person may not see it."""
    document: AbstractDocument | None = get_document_model().objects.filter(pk=document_id).first()
    if document is None:
        raise Http404
    file = MediaFile(document.file.name, "document", document.pk)
    shown = is_shown(file)
    if not shown and not (_has_session(request) and may_see(request.user, file)):
        raise Http404
    response: HttpResponseBase = serve_wagtail_document(request, document_id, document_filename)
    response["Cache-Control"] = ASK_AGAIN if shown else PRIVATE
    return response
