"""Hooks that keep addresses honest about their language."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page

from languages.locales import locale_code


@hooks.register("before_serve_page", order=-10)
def refuse_other_languages(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Answer 404 where Wagtail would show another language's page under this language's address.

    With `i18n_patterns` a language that has no home page yet is served the English one (TRAPS, Languages).
    """
    if locale_code(page.locale_id) != get_language():
        raise Http404
