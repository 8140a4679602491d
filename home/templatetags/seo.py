"""Template tag for the head of a page."""

from __future__ import annotations

from typing import Any

from django import template

from home.models.base_page import BasePage
from home.seo import Head, head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_head(context: dict[str, Any]) -> Head:
    """Return what the head of this page says; for pages that are no `BasePage` only whether to index them."""
    page = context.get("page")
    if not isinstance(page, BasePage) or not page.pk:
        return Head(robots=str(context.get("robots", "")))
    return head_of(context["request"], page, context)
