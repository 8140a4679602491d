"""How a story stands, read from its page and the latest workflow it went through. Kept nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from stories.models import StoryPage, Submission


class State(models.TextChoices):
    """The states members see. The values name the status labels of the stylesheet."""

    DRAFT = "draft", _("Draft")
    WITH_EDITORS = "with-editors", _("With editors")
    CHANGES = "changes", _("Changes asked for")
    TRANSLATING = "translating", _("Being translated")
    PUBLISHED = "published", _("Published")
    TAKEN_DOWN = "taken-down", _("Taken down")
    DECLINED = "declined", _("Not taken up")


MEANINGS = {
    State.DRAFT: _("Only your team can see it."),
    State.WITH_EDITORS: _("We are reading it. You cannot edit it just now."),
    State.CHANGES: _("Over to you. Read the notes, then send it back."),
    State.TRANSLATING: _("Approved, and on its way into another language."),
    State.PUBLISHED: _("On the site for everyone."),
    State.TAKEN_DOWN: _("Removed. We keep a private record."),
    State.DECLINED: _("We did not take it up. The notes say why."),
}

WRITABLE = frozenset({State.DRAFT, State.CHANGES})
"""States in which members write. What waits behind a live story has a state of its own, `SubmissionStatus.behind`."""


@dataclass(frozen=True, slots=True)
class SubmissionStatus:
    """How a story stands. `behind` is the state of changes that wait behind a live one, `goes_live` when it is due."""

    state: State
    behind: State | None = None
    goes_live: datetime | None = None

    @property
    def writing(self) -> State:
        """The state of what is being written: the changes behind a live story, else the story."""
        return self.behind or self.state

    @property
    def is_writable(self) -> bool:
        """Whether members may write now; a live story without changes behind it may be given some."""
        return self.writing in WRITABLE or (self.state == State.PUBLISHED and self.behind is None)

    @property
    def needs_member(self) -> bool:
        """Whether the next step is the member's, at the editors' asking."""
        return self.writing == State.CHANGES

    @property
    def is_with_editors(self) -> bool:
        """Whether editors are reading it: it is locked, and may be pulled back."""
        return self.writing == State.WITH_EDITORS and self.goes_live is None


def latest_workflows(pages: Iterable[Page]) -> dict[int, WorkflowState]:
    """Return the last workflow each page went into, by the page's key, in one query."""
    keys = [str(page.pk) for page in pages]
    kind = ContentType.objects.get_for_model(Page)
    found = WorkflowState.objects.filter(base_content_type=kind, object_id__in=keys).order_by("created_at", "pk")
    return {int(state.object_id): state for state in found}


def status_from(page: StoryPage, workflow: WorkflowState | None, *, is_declined: bool = False) -> SubmissionStatus:
    """Return how a story stands: live first, then taken down, declined, and what its last workflow says."""
    status = workflow.status if workflow else ""
    reading = {WorkflowState.STATUS_IN_PROGRESS: State.WITH_EDITORS, WorkflowState.STATUS_NEEDS_CHANGES: State.CHANGES}
    if page.live:
        draft = State.DRAFT if page.has_unpublished_changes else None
        return SubmissionStatus(State.PUBLISHED, behind=reading.get(status, draft))
    if page.first_published_at:
        return SubmissionStatus(State.TAKEN_DOWN)
    if is_declined:
        return SubmissionStatus(State.DECLINED)
    if status == WorkflowState.STATUS_APPROVED:
        due = page.go_live_at if page.approved_schedule else None
        return SubmissionStatus(State.WITH_EDITORS, goes_live=due) if due else SubmissionStatus(State.TRANSLATING)
    return SubmissionStatus(reading.get(status, State.DRAFT))


def status_of(submission: Submission) -> SubmissionStatus:
    """Return how the story of a submission stands."""
    page = submission.page
    return status_from(page, latest_workflows([page]).get(page.pk), is_declined=submission.declined is not None)


def statuses_of(submissions: Iterable[Submission]) -> dict[int, SubmissionStatus]:
    """Return how each story stands, by the key of its submission; submissions come with their pages."""
    every = list(submissions)
    flows = latest_workflows(one.page for one in every)
    return {
        one.pk: status_from(one.page, flows.get(one.page_id), is_declined=one.declined is not None) for one in every
    }
