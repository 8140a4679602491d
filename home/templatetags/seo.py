"""Template tags for what search engines and those who share a page see."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django import template

from home.models.base_page import BasePage
from home.seo import Head, head_of
from home.social_cards import draw_card

register = template.Library()


@register.simple_tag(takes_context=True)
def page_head(context: dict[str, Any]) -> Head:
    """Return what the head of this page says; for pages that are no `BasePage` only whether to index them."""
    page = context.get("page")
    if not isinstance(page, BasePage) or not page.pk:
        return Head(robots=str(context.get("robots", "")))
    return head_of(context["request"], page, context)


@register.simple_tag
def drawn_card(page: BasePage) -> str:
    """Return the social card of a page as a data address: a draft's is drawn on the spot, since it is stored only when live."""
    return f"data:image/png;base64,{b64encode(draw_card(page)).decode()}"
