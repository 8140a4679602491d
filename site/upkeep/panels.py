"""What upkeep adds to the dashboard."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from upkeep.models import Effect


class DeadPanel(Component):
    """A line that says how much was given up, where there is any: one query."""

    name = "work-left-over"
    order = 90
    template_name = "upkeep/admin/dead_panel.html"

    def get_context_data(self, parent_context: Mapping[str, object] | None = None) -> dict[str, object]:
        """Return the template's context."""
        count = Effect.objects.dead().count()
        return {"count": count, "url": reverse("work-left-over:index"), "heading": _("Work left over")}
