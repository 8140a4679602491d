"""What the head of a page says to search engines and to whoever shares it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from home.models.base_page import BasePage
from home.social_cards import SIZE, card_url
from home.structured_data import absolute, document
from languages.switcher import Alternate

# Filters and pages of a list have addresses of their own, but one page stands for them all in search engines.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: canonical address, alternates, social card and structured data."""

    title: str = ""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    kind: str = "website"
    locale: str = ""
    image: str = ""
    image_size: tuple[int, int] = SIZE
    alternates: list[Alternate] = field(default_factory=list)
    json_ld: str = ""


def _script_safe(data: dict[str, object]) -> SafeString:
    """Return `data` as JSON that cannot end the script element it stands in."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # escaped above


def head_of(request: HttpRequest, page: BasePage, context: Mapping[str, object]) -> Head:
    """Return the head of `page`, as `context` (the template's) shows it."""
    untranslated = bool(context.get("is_untranslated"))
    return Head(
        title=page.seo_title or page.title,
        description=page.description,
        canonical=absolute(page.get_url(request)),
        robots="noindex" if untranslated else str(context.get("robots", "")),
        kind=page.social_kind,
        locale=page.content_language.code,
        image=card_url(page),
        alternates=cast("list[Alternate]", context.get("alternates", [])),
        json_ld=_script_safe(document(page.structured_data(request, context))),
    )
