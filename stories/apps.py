"""The stories app: story pages, their listing and map, feeds and embeds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    """Stories of people building something together."""

    name = "stories"
    verbose_name = _("Stories")
