"""The upkeep room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """What keeps the site well while nobody looks: scheduled work, and what must follow a commit."""

    name = "upkeep"

    def ready(self) -> None:
        """Make the handlers of the outbox and of signals known."""
        from upkeep import at_once, nightly, vacuum  # noqa: F401  # importing a module registers its handlers
        from upkeep.health import backup_look, looks  # noqa: F401  # imported for what they register
        from upkeep.outbox import email_delivery  # noqa: F401  # imported for what it registers
