"""The first page editors see: what waits for them, and what would otherwise be forgotten.

Every panel is at most three queries, however many pages there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from home.admin.alternatives import lacking_alternatives
from home.models import ReviewTask
from languages.configured import Language, language_for
from languages.locales import locale_code

if TYPE_CHECKING:
    from accounts.models import User

ROWS = 8
FORGOTTEN_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """One page on the dashboard: where it is edited, who did something and when, and what to know about it."""

    title: str
    url: str
    language: Language
    who: str = ""
    when: datetime | None = None
    note: object = ""


def row_of(page: Page, who: User | None = None, when: datetime | None = None, note: object = "") -> Row:
    """Return the row of a page."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    name = (who.get_full_name() or who.get_username()) if who else ""
    return Row(page.get_admin_display_title(), url, language_for(locale_code(page.locale_id)), name, when, note)


class DashboardPanel(Component):
    """A heading, a sentence, and rows; nothing at all when there are none and no `empty` sentence to say."""

    template_name = "home/admin/dashboard_panel.html"
    name = ""
    order = 0
    heading: object = ""
    empty: object = ""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def rows(self) -> list[Row]:
        """Return the rows, in the order they are to be dealt with."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, object] | None = None) -> dict[str, object]:
        """Return the template's context."""
        return {"name": self.name, "heading": self.heading, "rows": self.rows(), "empty": self.empty}

    @cached_property
    def editable(self) -> PageQuerySet:
        """The pages this person may change."""
        policy = policy_registry.get_by_type(Page)
        return policy.instances_user_has_permission_for(self.request.user, "change").filter(depth__gt=1)

    def pages_by_id(self, ids: Iterable[str]) -> dict[str, Page]:
        """Return the pages with these ids, by the id as text, as reviews keep it."""
        pages = Page.objects.select_related("latest_revision").defer("latest_revision__content")
        return {str(pk): page for pk, page in pages.in_bulk([int(pk) for pk in ids]).items()}


class WaitingForReview(DashboardPanel):
    """Pages in review: all of them for reviewers, one's own for everybody else."""

    name = "waiting-for-review"
    order = 100
    heading = _("Waiting for review")
    empty = _("Nothing waits for review.")

    def states(self) -> list[TaskState]:
        """Return the reviews in progress that concern this person, longest waiting first."""
        user = self.request.user
        states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not user.is_superuser and not ReviewTask.objects.filter(active=True, groups__user=user).exists():
            states = states.filter(workflow_state__requested_by=user)
        return list(states.select_related("workflow_state__requested_by").order_by("started_at")[: 2 * ROWS])

    def rows(self) -> list[Row]:
        """Return a row a review; pages this person edited last are marked, since somebody else must approve them."""
        states = self.states()
        pages = self.pages_by_id(state.workflow_state.object_id for state in states)
        return [
            row_of(page, state.workflow_state.requested_by, state.started_at, self._note(page))
            for state in states
            if (page := pages.get(state.workflow_state.object_id))
        ]

    def _note(self, page: Page) -> object:
        is_own = page.latest_revision and page.latest_revision.user_id == self.request.user.pk
        return _("The last change is yours: somebody else approves it.") if is_own else ""


class OverToYou(DashboardPanel):
    """Pages this person sent to review, for which changes were asked."""

    name = "over-to-you"
    order = 110
    heading = _("Changes asked for")

    def rows(self) -> list[Row]:
        """Return a row a page, with the reviewer's words."""
        states = list(
            WorkflowState.objects.filter(
                status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=self.request.user
            ).select_related("current_task_state__finished_by")[:ROWS]
        )
        pages = self.pages_by_id(state.object_id for state in states)
        found = ((pages.get(state.object_id), state.current_task_state) for state in states)
        return [row_of(page, task.finished_by, task.finished_at, task.comment) for page, task in found if page and task]


class YourDrafts(DashboardPanel):
    """What this person wrote last and has not published."""

    name = "your-drafts"
    order = 120
    heading = _("Your drafts")

    def rows(self) -> list[Row]:
        """Return a row a draft, newest first."""
        drafts = self.editable.filter(has_unpublished_changes=True, latest_revision__user=self.request.user)
        newest = drafts.order_by("-latest_revision_created_at")[:ROWS]
        return [row_of(page, when=page.latest_revision_created_at) for page in newest]


class MissingAlternatives(DashboardPanel):
    """Pages with a picture that says nothing to those who do not see it."""

    name = "missing-alternatives"
    order = 130
    heading = _("Pictures without alternative text")
    empty = _("Every picture has its words.")

    def rows(self) -> list[Row]:
        """Return a row a page."""
        return [
            row_of(page, when=page.latest_revision_created_at) for page in lacking_alternatives(self.editable, ROWS)
        ]


class RecentlyPublished(DashboardPanel):
    """What went live last."""

    name = "recently-published"
    order = 140
    heading = _("Recently published")

    def rows(self) -> list[Row]:
        """Return a row a page, newest first."""
        live = (
            self.editable.live()
            .exclude(last_published_at=None)
            .select_related("live_revision__user")
            .defer("live_revision__content")
        )
        newest = live.order_by("-last_published_at")[:ROWS]
        return [row_of(page, page.live_revision and page.live_revision.user, page.last_published_at) for page in newest]


class ForgottenDrafts(DashboardPanel):
    """Drafts nobody has touched for a month."""

    name = "forgotten-drafts"
    order = 150
    heading = _("Drafts nobody touched for 30 days")

    def rows(self) -> list[Row]:
        """Return a row a draft, oldest first."""
        unfinished = Q(has_unpublished_changes=True) | Q(live=False)
        old = self.editable.filter(unfinished, latest_revision_created_at__lt=timezone.now() - FORGOTTEN_AFTER)
        drafts = old.select_related("latest_revision__user").defer("latest_revision__content")
        oldest = drafts.order_by("latest_revision_created_at")[:ROWS]
        return [
            row_of(page, page.latest_revision and page.latest_revision.user, page.latest_revision_created_at)
            for page in oldest
        ]


PANELS = (WaitingForReview, OverToYou, YourDrafts, MissingAlternatives, RecentlyPublished, ForgottenDrafts)
