"""The app of the translators' side."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    """Part of the languages room, with tables of its own: who has a translation, and the glossary."""

    name = "languages.translating"
    label = "translating"
    verbose_name = _("Translating")
    default_auto_field = "django.db.models.BigAutoField"
