"""The queue as a page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy
from wagtail.models import Page, TaskState

from home.admin.dashboard import Row as ReviewRow
from home.admin.dashboard import row_of
from partners.models import Application, PartnerPage
from partners.permissions import may_read_applications
from stories.moderation.queue import PAGE_LENGTH, queue, rows
from stories.moderation.views.review_view import ModeratorsView


class QueueView(ModeratorsView):
    """All that waits for an editor, with filters."""

    template_name = "stories/moderation/queue.html"
    page_title = gettext_lazy("Moderation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context."""
        chosen = self.filters.chosen()
        waiting = queue(chosen, self.person)
        page = Paginator(waiting, PAGE_LENGTH).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "form": self.filters,
            "chosen": chosen,
            "query": self.filters.query(),
            "page_obj": page,
            "rows": rows(waiting[max(page.start_index() - 1, 0) : page.end_index()], self.filters.query()),
            "profiles": profiles_in_review(),
            "applications": Application.objects.waiting().count() if may_read_applications(self.person) else 0,
        }


def profiles_in_review() -> list[ReviewRow]:
    """Return the profiles of partners that are in review, longest waiting first; they are decided in the page editor."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).order_by("started_at")
    found = {state.workflow_state.object_id: state for state in states.select_related("workflow_state__requested_by")}
    profiles = PartnerPage.objects.filter(pk__in=[int(key) for key in found])
    pages: dict[str, Page] = {str(page.pk): page for page in profiles}
    return [
        row_of(pages[key], state.workflow_state.requested_by, state.started_at)
        for key, state in found.items()
        if key in pages
    ]
