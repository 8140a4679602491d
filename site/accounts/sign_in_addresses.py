"""Where somebody signs in, and where that leads back to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def sign_in_address(back_to: str = "", name: str = "account_login") -> str:
    """Return the address of the page to sign in on, in the active language, which leads on to the path `back_to` after it."""
    return f"{reverse(name)}?{urlencode({'next': back_to})}" if back_to else reverse(name)


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Return the redirect that has somebody sign in and come back to the address of `request`, which is one of ours."""
    return HttpResponseRedirect(sign_in_address(request.get_full_path()))
