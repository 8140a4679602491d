"""What stands in front of the site, as a Django application of its own: it needs Wagtail's pages, the rest of delivery does not."""

from __future__ import annotations

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Has copies in front of the site dropped."""

    name = "delivery.front"
    label = "delivery_front"

    def ready(self) -> None:
        """Listen for publications, and make the handlers of the outbox known."""
        from delivery.front import signals  # noqa: F401  # imported for what it registers
