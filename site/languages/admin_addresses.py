"""Where in the admin a translation is written, begun, and seen with all others."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Page


def edit_address(page: Page) -> str:
    """Return where `page` is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def translate_address(page: Page) -> str:
    """Return where `page`, a translation, is written beside its original."""
    return reverse("translating:edit", args=[page.pk])


def start_address(source: Page) -> str:
    """Return where a translation of `source` is begun."""
    return reverse("translating:languages", args=[source.pk])


def report_address(**filters: str) -> str:
    """Return the address of the report of translations, narrowed by `filters`."""
    query = urlencode(filters)
    address = reverse("languages_report")
    return f"{address}?{query}" if query else address


def waiting_address(page: Page) -> str:
    """Return where an editor sees what a page waits for."""
    return reverse("languages_waiting", args=[page.pk])
