"""Wagtail's Locale rows, remembered by the process: they change only when a language is added or switched off."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

from delivery.memory.process import forgets

_codes: dict[int, str] = {}


def _reload() -> None:
    _codes.clear()
    _codes.update(Locale.all_objects.values_list("pk", "language_code"))


def locale_code(locale_id: int) -> str:
    """Return the language code of the Locale with this primary key; raises `KeyError` if there is none."""
    if locale_id not in _codes:
        _reload()
    return _codes[locale_id]


def locale_id(code: str) -> int | None:
    """Return the primary key of the Locale of a language, or `None` if the language has no Locale yet."""
    for attempt in (1, 2):
        for pk, known in _codes.items():
            if known == code:
                return pk
        if attempt == 1:
            _reload()
    return None


def locale_ids() -> dict[str, int]:
    """Return the primary key of every Locale by its language code."""
    if not _codes:
        _reload()
    return {code: pk for pk, code in _codes.items()}


@forgets
def forget_locales(**kwargs: object) -> None:
    """Forget what is remembered; called when a Locale is saved or deleted, here or by another process, and by tests between databases."""
    _codes.clear()


post_save.connect(forget_locales, sender=Locale, dispatch_uid="languages.forget_locales.save")
post_delete.connect(forget_locales, sender=Locale, dispatch_uid="languages.forget_locales.delete")
