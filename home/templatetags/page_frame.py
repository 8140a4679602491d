"""Template tags for what stands around every page."""

from __future__ import annotations

from django import template
from django.template import Context

from home import page_frame
from home.models import Menu

register = template.Library()


@register.inclusion_tag("components/language_strip.html", takes_context=True)
def language_strip(context: Context) -> dict[str, object]:
    """Show the languages of the site, each leading to this page in it."""
    return {"links": page_frame.language_links(context["request"], context.get("page"))}


@register.inclusion_tag("components/main_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, object]:
    """Show the links of the header."""
    request = context["request"]
    return {"items": page_frame.main_menu(request), "request": request}


@register.inclusion_tag("components/footer_menus.html", takes_context=True)
def footer_menus(context: Context) -> dict[str, object]:
    """Show the sentence about us and the lists of the footer."""
    request = context["request"]
    return {"menus": page_frame.footer_menus(request), "about": page_frame.chrome(request).about}


@register.inclusion_tag("components/footer_line.html", takes_context=True)
def footer_line(context: Context) -> dict[str, object]:
    """Show the list about this site as one line: the footer of the partner desk."""
    about = page_frame.chrome(context["request"]).menus.get(Menu.Place.FOOTER_ABOUT)
    return {"links": about.items if about else []}


@register.simple_tag(takes_context=True)
def contact_email(context: Context) -> str:
    """Return the address readers write to, '' where there is no site yet."""
    return page_frame.chrome(context["request"]).contact_email
