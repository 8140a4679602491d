"""How one row of the report is read: names instead of codes, and where its translation is written."""

from __future__ import annotations

from django.apps import apps
from django.utils import timezone
from django.utils.text import capfirst

from languages.admin_addresses import start_address, translate_address
from languages.configured import language_for
from languages.models import TranslationStatus


def type_name(page_type: str) -> str:
    """Return what editors call a type of page; its own name if it is no longer there."""
    try:
        return capfirst(str(apps.get_model(page_type)._meta.verbose_name))
    except LookupError:
        return page_type


def language_name(row: TranslationStatus) -> str:
    """Return the name of a row's language in itself."""
    return language_for(row.language).name


def days_stale(row: TranslationStatus) -> int | None:
    """Return for how many whole days a translation has been out of date; `None` if it is not."""
    return (timezone.now() - row.stale_since).days if row.stale_since else None


def address_of(row: TranslationStatus) -> str:
    """Return where the translation is written, or begun."""
    if row.page is not None:
        return translate_address(row.page)
    return start_address(row.source) if row.source is not None else ""


def who_has_it(row: TranslationStatus) -> str:
    """Return the name of the last person on the translation."""
    return (row.who.get_full_name() or row.who.get_username()) if row.who else ""
