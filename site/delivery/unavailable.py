"""What readers are told while the database does not answer."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from delivery.headers import PUBLIC_POLICY
from delivery.memory.rendering import Answer

RETRY_AFTER = 30
"""Seconds after which asking again is worth while."""


@cache
def _words(code: str) -> str:
    """Return the page in a language; made once, so that it can be shown when hardly anything else works."""
    with translation.override(code):
        return render_to_string("503.html")


def unavailable_in_all_languages() -> None:
    """Make the page in every language while everything still works."""
    for code, _name in settings.LANGUAGES:
        _words(code)


def unavailable(path: str) -> Answer:
    """Return the 503 answer in the language that `path` begins with, else in English."""
    code = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", code),
        ("Content-Security-Policy", PUBLIC_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
        ("Retry-After", str(RETRY_AFTER)),
    ]
    body = _words(code).encode()
    return Answer("503 Service Unavailable", [*headers, ("Content-Length", str(len(body)))], body)
