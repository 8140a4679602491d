"""The delivery room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class DeliveryConfig(AppConfig):
    """How bytes reach readers: pages from memory, headers, media, health, error pages, stylesheets."""

    name = "delivery"

    def ready(self) -> None:
        """Have every change to what pages show recorded, whatever process makes it."""
        from delivery.memory import changes

        if settings.RECORD_PAGE_CHANGES:
            connection_created.connect(changes.watch_connection, dispatch_uid="delivery.watch_connection")
            pre_migrate.connect(changes.pause_recording, sender=self, dispatch_uid="delivery.pause_recording")
            post_migrate.connect(changes.resume_recording, sender=self, dispatch_uid="delivery.resume_recording")
