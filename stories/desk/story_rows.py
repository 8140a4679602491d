"""My stories as they are listed: how each stands, in which languages it can be read, who changed it last, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from languages.configured import LANGUAGES, Language, language_for
from languages.translations import PagesByLanguage, live_pages
from partners.desk.presence import name_of
from partners.models import Organisation
from stories.desk.draft_mapping import NO_TITLE
from stories.desk.submission_status import State, SubmissionStatus, statuses_of
from stories.models import Submission


@dataclass(frozen=True, slots=True)
class Row:
    """One story in the list. `by` is empty for a change by an editor, `is_own` says that it was the reader's own."""

    pk: int
    title: str
    language: Language
    languages: list[Language]
    status: SubmissionStatus
    detail: str
    changed: datetime
    by: str
    is_own: bool
    action: str
    url: str
    notes: int

    @property
    def state(self) -> State:
        """The status label: what waits behind a live story comes in `detail`."""
        return self.status.state


def rows(organisation: Organisation, person: User) -> list[Row]:
    """Return the stories of an organisation as `person` sees them, last changed first; four queries in all."""
    open_notes = Count("notes", filter=Q(notes__is_from_editor=True, notes__answered_at=None))
    found = list(Submission.objects.of(organisation).for_desk().annotate(open_notes=open_notes))
    status = statuses_of(found)
    live = live_pages(one.page.translation_key for one in found)
    return [_row(one, status[one.pk], live[one.page.translation_key], person) for one in found]


def _row(submission: Submission, status: SubmissionStatus, live: PagesByLanguage, person: User) -> Row:
    action, url = _next_step(submission, status, live)
    return Row(
        pk=submission.pk,
        title=title_of(submission),
        language=language_for(submission.page.original_language),
        languages=[one for one in LANGUAGES if one.code in live] or [language_for(submission.page.original_language)],
        status=status,
        detail=_detail(submission, status),
        changed=submission.changed,
        by=name_of(submission.changed_by) if submission.changed_by else "",
        is_own=submission.changed_by_id == person.pk,
        action=action,
        url=url,
        notes=submission.open_notes,  # type: ignore[attr-defined]  # annotated above
    )


def title_of(submission: Submission) -> str:
    """Return what a story is called at the desk, with a title or without one yet."""
    title = submission.page.draft_title or submission.page.title
    return _("Story without a title") if title == NO_TITLE else title


def _detail(submission: Submission, status: SubmissionStatus) -> str:
    """Return the line under the status: what is missing, or what to expect."""
    if status.state == State.PUBLISHED and status.behind:
        return _behind(status.behind)
    if status.state == State.DRAFT and submission.people_answer in ("", Submission.People.NOT_YET):
        return _("Consent still missing")
    if status.state == State.WITH_EDITORS and not status.goes_live:
        return _("Usually five working days")
    if status.state == State.PUBLISHED and submission.taking_down_asked:
        return _("You asked us to take it down")
    return ""


def _behind(state: State) -> str:
    if state == State.CHANGES:
        return _("Your changes wait for your answer")
    return _("Your changes are with editors") if state == State.WITH_EDITORS else _("Changes not sent yet")


def _next_step(submission: Submission, status: SubmissionStatus, live: PagesByLanguage) -> tuple[str, str]:
    """Return the words of the link in the row, and where it leads."""
    own = reverse("desk:story", args=[submission.organisation.key, submission.pk])  # type: ignore[union-attr]  # listed by it
    if status.needs_member:
        return _("Make changes"), own
    if status.state == State.DRAFT:
        return _("Carry on"), own
    return _("View"), own


def needing(listed: Iterable[Row]) -> list[Row]:
    """Return the rows in which the next step is the member's, at the editors' asking."""
    return [row for row in listed if row.status.needs_member]
