"""The stories app: story pages, their listing and map, feeds and embeds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    """Stories of people building something together."""

    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        """Make known what keeps a story from going live, what erases one, where else it is shown, and what the outbox carries out."""
        from delivery.front.addresses import stands_elsewhere
        from stories.consent import erasing, guard, obstacles  # noqa: F401  # importing a module registers what it decorates
        from stories.elsewhere import paths_elsewhere

        stands_elsewhere(paths_elsewhere)
