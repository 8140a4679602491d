"""The language of a request, without sending editors and machines to readers' addresses."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

# Addresses that carry no language: what is missing there is missing, in every language.
WITHOUT_LANGUAGE = ("/admin/", "/documents/", "/media/", "/metrics", "/static/")


class ReaderLocaleMiddleware(LocaleMiddleware):
    """Django's middleware, which answers a missing `/about/` with a redirect to `/en/about/`, for readers' pages only.

    The catch-all of Wagtail's addresses makes every prefixed path look valid, so that a missing page of the admin would be
    looked for at `/en/admin/...` and end on the readers' page for what is not found.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return `response`, or the redirect; where addresses carry no language it stays as it is."""
        if response.status_code == HTTPStatus.NOT_FOUND and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
