"""Telling editors what became of a publication, in plain words and with links."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from languages.admin_addresses import waiting_address
from languages.families import families_of
from languages.gate.obstacles import NotReadyError, Obstacle
from languages.gate.plan import Plan, Wish, plan_for
from languages.gate.publish import Verdict
from languages.models import ApprovedRevision

LINK = '<a class="w-text-current w-underline" href="{}">{}</a>'
"""In the colour of its message: the admin's own colour of links cannot be read on its yellow and red."""


def tell(request: HttpRequest, page: Page, verdict: Verdict) -> None:
    """Say that a page is live, with which other languages, or what it waits for."""
    if verdict.is_waiting:
        sentence = _("“%(title)s” is approved. It goes live together with its translations, as soon as they are ready.")
        buttons = [messages.button(waiting_address(page), _("What is missing"))]
        text = format_html("{}{}", sentence % {"title": page.get_admin_display_title()}, listed(verdict.waits_for))
        messages.warning(request, text, buttons=buttons)
    elif len(verdict.published) > 1:
        messages.info(request, _("The other languages of this page that were ready went live at the same moment."))


def tell_refusal(request: HttpRequest, refusal: NotReadyError) -> None:
    """Say why a page does not go live; what was written is saved."""
    sentence = _("The page is saved, and does not go live yet.")
    messages.error(request, format_html("{}{}", sentence, listed(refusal.obstacles)))


def listed(obstacles: Any) -> str:
    """Return obstacles as a list, each with the way to where it is put right."""
    items = ((_sentence(one), _link(one)) for one in obstacles)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", items))


def _sentence(obstacle: Obstacle) -> str:
    words = f" {_('Words to translate')}: {obstacle.words}." if obstacle.words else ""
    places = f" ({', '.join(obstacle.details)})" if obstacle.details else ""
    return f"{obstacle.text}{words}{places}"


def _link(obstacle: Obstacle) -> str:
    return format_html(LINK, obstacle.url, _("Go there")) if obstacle.url else ""


def approval_of(page: Page) -> ApprovedRevision | None:
    """Return the approval of `page` that waits, with who gave it."""
    return ApprovedRevision.objects.filter(page_id=page.pk).select_related("by", "waiting").first()


def missing_for(page: Page) -> list[Obstacle]:
    """Return what the approved version of `page` waits for just now; nothing if none is approved."""
    family = families_of([page.translation_key]).get(page.translation_key)
    member = next((one for one in family.pages.values() if one.pk == page.pk), None) if family else None
    approved = family.approved(member) if family and member else None
    if family is None or member is None or approved is None:
        return []
    plan: Plan = plan_for(Wish(family, member, approved))
    return plan.lacks
