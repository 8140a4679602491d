"""Deciding about a story: approve, schedule, ask for changes, decline, take down. One transaction each, all of it or nothing.

Every decision names what the editor had before them (`Seen`). If somebody else has decided meanwhile, or the words are others,
nothing is done and the editor is told: so double clicks, and two editors at once, do no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, TaskState

from accounts.models import User
from home.models import Strand
from home.models.workflow import OwnEditError
from home.permissions import made_last_edit
from stories.consent.withdrawing import take_down as unpublish
from stories.models import Part, StoryPage, Submission, SubmissionNote
from stories.moderation import emails
from stories.moderation.editor_corrections import came_from_editor
from stories.permissions import may_approve, may_ask_changes, may_take_down


@dataclass(frozen=True, slots=True)
class Seen:
    """What an editor has before them: the step of the review, and the version of the story."""

    task: int
    revision: int


class DecidedError(Exception):
    """What was to be decided is decided, or was taken back; `state` is the step that ended, if it is still known."""

    def __init__(self, state: TaskState | None) -> None:
        super().__init__()
        self.state = state


class ChangedError(Exception):
    """Somebody changed the story after the editor had opened it."""


class NothingAskedError(Exception):
    """Changes are asked for without a word about which."""


class Outcome(Enum):
    """What became of an approval."""

    LIVE = "live"
    WAITING = "waiting"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Held:
    """A submission, its page and the open step of its review, kept from others until the transaction ends."""

    submission: Submission
    page: StoryPage
    state: TaskState

    def act(self, person: User, action: str, comment: str = "") -> None:
        """Carry out an action of the review."""
        more = {"comment": comment} if comment else {}
        self.state.task.specific.on_action(self.state, person, action, **more)


def hold(submission: Submission, seen: Seen) -> Held:
    """Return what is to be decided; raises `DecidedError` and `ChangedError`. Call it inside a transaction."""
    found = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    Page.objects.select_for_update().filter(pk=found.page_id).values_list("pk").first()
    page = StoryPage.objects.get(pk=found.page_id)
    state = page.current_workflow_task_state
    if state is None or state.pk != seen.task or state.status != TaskState.STATUS_IN_PROGRESS:
        ended = TaskState.objects.filter(pk=seen.task, workflow_state__object_id=str(page.pk))
        raise DecidedError(ended.select_related("finished_by").first())
    if page.latest_revision_id != seen.revision:
        raise ChangedError
    return Held(found, page, state)


def write_notes(submission: Submission, person: User, notes: Mapping[str, str], *, open_: bool) -> list[SubmissionNote]:
    """Keep what an editor says about parts of a story; what is not `open_` asks for no answer."""
    answered = None if open_ else timezone.now()
    said = [
        SubmissionNote(
            submission=submission, field=part.value, text=text, author=person, is_from_editor=True, answered_at=answered
        )
        for part in Part
        if (text := notes.get(part.value, ""))
    ]
    for note in said:
        note.save()
    return said


def ask_for_changes(submission: Submission, person: User, seen: Seen, notes: Mapping[str, str]) -> None:
    """Hand a story back to its writers with at least one note, and write to them.

    Raises `NothingAskedError`, `DecidedError`, `ChangedError`, and `PermissionDenied` for those outside the review.
    """
    if not any(notes.values()):
        raise NothingAskedError
    with transaction.atomic():
        held = hold(submission, seen)
        _require(may_ask_changes(person, held.page))
        said = write_notes(held.submission, person, notes, open_=True)
        held.act(person, "reject", "\n\n".join(note.text for note in said))
        came_from_editor(held.submission)
        emails.changes_asked(held.submission, said)


def approve(
    submission: Submission,
    person: User,
    seen: Seen,
    *,
    notes: Mapping[str, str] | None = None,
    at: datetime | None = None,
    strand: Strand | None = None,
) -> Outcome:
    """Approve a story: it goes live by the gate, at once or at the moment `at`, or waits for what is missing.

    `strand` is the one editors choose for it, `None` if it stays as it is.

    Raises `DecidedError`, `ChangedError`, `OwnEditError`, `PermissionDenied`, and `ValidationError` (`NotReadyError` from the gate)
    with what keeps it from going live; then nothing has changed.
    """
    with transaction.atomic():
        held = hold(submission, seen)
        if made_last_edit(person, held.page):
            raise OwnEditError
        _require(may_approve(person, held.page))
        was_live = held.page.live
        _complete(held, at, strand)
        held.page.get_latest_revision_as_object().full_clean()
        write_notes(held.submission, person, notes or {}, open_=False)
        held.act(person, "approve")
        outcome = _outcome(held.page.pk, seen.revision)
        came_from_editor(held.submission)
        if was_live and outcome is Outcome.LIVE:
            emails.changes_live(held.submission)
    return outcome


def _complete(held: Held, at: datetime | None, strand: Strand | None) -> None:
    """Put what editors choose into the version that is approved: its date and strand.

    No word of it changes: the version stays its writer's, and is not the approver's own edit.
    """
    revision: Any = held.page.get_latest_revision()
    revision.content["go_live_at"] = at.isoformat() if at else None
    if strand is not None:
        revision.content["strand"] = strand.pk
        Submission.objects.filter(pk=held.submission.pk).update(strand_left_to_editors=False)
    revision.save(update_fields=["content"])


def _outcome(pk: int, revision: int) -> Outcome:
    page = StoryPage.objects.get(pk=pk)
    if page.live and page.live_revision_id == revision:
        return Outcome.LIVE
    return Outcome.SCHEDULED if page.approved_schedule else Outcome.WAITING


def decline(submission: Submission, person: User, seen: Seen, text: str) -> None:
    """Decline a story, or changes to a live one, which then stays as it is; the writers get `text`.

    Raises `NothingAskedError` for an empty text, `DecidedError`, `ChangedError` and `PermissionDenied`.
    """
    if not text:
        raise NothingAskedError
    with transaction.atomic():
        held = hold(submission, seen)
        _require(may_ask_changes(person, held.page))
        write_notes(held.submission, person, {"": text}, open_=False)
        held.submission.notes.open().update(answered_at=timezone.now())
        held.state.workflow_state.cancel(user=person)
        if not held.page.first_published_at:
            Submission.objects.filter(pk=held.submission.pk).update(declined=timezone.now())
        came_from_editor(held.submission)
        emails.declined(held.submission, text, is_live=held.page.live)


def take_down(submission: Submission, person: User) -> bool:
    """Take a story off the site in every language and tell its writers; `False` if it was off already. Raises `PermissionDenied`."""
    with transaction.atomic():
        found = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        page = StoryPage.objects.get(pk=found.page_id)
        live = list(StoryPage.objects.live().filter(translation_key=page.translation_key, alias_of=None))
        if not live:
            return False
        _require(may_take_down(person, page))
        if review := page.current_workflow_state:
            review.cancel(user=person)
        unpublish(live, person)
        came_from_editor(found)
        emails.taken_down(found)
    return True


def keep_live(submission: Submission, person: User, text: str) -> None:
    """Leave a story on the site although its taking down was asked for, and say why. Raises `NothingAskedError`, `PermissionDenied`."""
    if not text:
        raise NothingAskedError
    with transaction.atomic():
        found = Submission.objects.select_for_update(of=("self",)).select_related("page").get(pk=submission.pk)
        _require(may_take_down(person, found.page))
        asked = Submission.objects.filter(pk=found.pk).exclude(taking_down_asked=None)
        if asked.update(taking_down_asked=None, taking_down_reason="", version=F("version") + 1):
            emails.kept_live(found, write_notes(found, person, {"": text}, open_=False))


def _require(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied
