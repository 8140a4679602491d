"""The delivery room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class DeliveryConfig(AppConfig):
    """How bytes reach readers: pages from memory, headers, media, health, error pages, stylesheets."""

    name = "delivery"

    def ready(self) -> None:
        """Have every change to what pages show recorded, whatever process makes it, and spreadsheets written without formulas."""
        from delivery.memory import page_changes, restored
        from delivery.stylesheets import checks  # noqa: F401  # importing registers them
        from upkeep.backup.serving import went_back

        if apps.is_installed("wagtail.admin"):
            from delivery.spreadsheets import write_plain_cells

            write_plain_cells()
        went_back.connect(restored.forget_pages, dispatch_uid="delivery.forget_pages")
        if settings.RECORD_PAGE_CHANGES:
            connection_created.connect(page_changes.watch_connection, dispatch_uid="delivery.watch_connection")
            pre_migrate.connect(page_changes.pause_recording, sender=self, dispatch_uid="delivery.pause_recording")
            post_migrate.connect(page_changes.resume_recording, sender=self, dispatch_uid="delivery.resume_recording")
