"""The stories app: story pages, their listing and map, feeds and embeds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    """Stories of people building something together."""

    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        """Tell what stands in front where stories are shown besides their own addresses."""
        from delivery.front.addresses import stands_elsewhere
        from stories.elsewhere import paths_elsewhere

        stands_elsewhere(paths_elsewhere)
