"""Security headers on every response.

Two policies: readers' pages allow only this site's own files and nothing inline; the admin, whose widgets need inline
script and style (Wagtail 8: choosers, date pickers), has a separate one.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A story embedded by a partner is the only page that may stand in somebody else's frame.
EMBED_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
PREVIEW_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
_ADMIN_PATHS = ("/admin/", "/documents/")


def policy_for(path: str) -> str:
    """Return the Content-Security-Policy of the address `path` when the view has not set one of its own."""
    return ADMIN_POLICY if path.startswith(_ADMIN_PATHS) else PUBLIC_POLICY


class SecurityHeadersMiddleware:
    """Adds the Content-Security-Policy, Permissions-Policy and cross-origin headers where a view has not set them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_for(request.path))
        if "frame-ancestors 'self'" in response["Content-Security-Policy"]:
            response["X-Frame-Options"] = "SAMEORIGIN"  # for browsers that do not know the policy
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
