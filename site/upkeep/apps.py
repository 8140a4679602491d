"""The upkeep room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """What keeps the site well while nobody looks: scheduled work."""

    name = "upkeep"
