"""Beginning and saving stories. Every save is one transaction and one revision; nothing that somebody saved is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState

from accounts.models import User
from partners.desk.merging import Marks, Values, merge
from partners.desk.retry_locked import retry_locked
from partners.models import Organisation
from stories.desk.draft_mapping import read, write
from stories.desk.story_draft import StoryDraft, declaration_of
from stories.desk.submission_status import status_of
from stories.desk.tree_position import add_story, move_to_language
from stories.models import StoryPage, Submission

ONE_SITTING: Final = timedelta(minutes=10)
"""Saves of one person in a row become one revision if no longer than this lies between them."""


class LockedError(Exception):
    """The story cannot be changed now: it is with the editors, or taken down."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the draft now, the marks the writer's form goes on with, and what two people changed.

    `joined` are values that hold the words of two people, which the writer's form does not show yet.
    """

    submission: Submission
    draft: StoryDraft
    marks: Marks
    conflicts: tuple[str, ...] = ()
    joined: Values = field(default_factory=dict)


@retry_locked
def begin(organisation: Organisation, person: User, key: str, code: str) -> Submission:
    """Begin a story of `organisation` in the language `code`, or return the one begun with this `key` already."""
    if known := _begun(organisation, key):
        return known
    try:
        with transaction.atomic():
            page = add_story(organisation, person, code)
            submission = Submission.objects.create(
                page=page, organisation=organisation, author=person, changed_by=person, key=key
            )
            page.save_revision(user=person, clean=False, log_action="wagtail.create")
    except IntegrityError:
        if known := _begun(organisation, key):  # the same form came twice at once
            return known
        raise
    return submission


def _begun(organisation: Organisation, key: str) -> Submission | None:
    return Submission.objects.of(organisation).filter(key=key).select_related("page").first()


def locked(submission: Submission) -> Submission:
    """Return the submission as it is now, kept from others until the transaction ends; raises `LockedError` unless it is writable."""
    found = (
        Submission.objects.select_for_update(of=("self",)).select_related("page", "organisation").get(pk=submission.pk)
    )
    if not status_of(found).is_writable:
        raise LockedError
    return found


@retry_locked
def save(submission: Submission, person: User, typed: Values, seen: Mapping[str, str]) -> Saved:
    """Save what `person` typed, as far as nobody else changed the same; raises `LockedError`.

    `typed` may be a part of the values; `seen` are the marks of what their form had shown.
    """
    with transaction.atomic():
        current = locked(submission)
        story = current.story()
        now = read(current, story)
        merged = merge(now.values(), typed, seen, declaration_of)
        draft = now.with_values(merged.values)
        if draft != now:
            keep(current, story, person, draft)
        return Saved(current, draft, merged.marks, tuple(merged.conflicts), merged.joined)


@retry_locked
def change(submission: Submission, person: User, changed: Callable[[StoryDraft], StoryDraft]) -> Saved:
    """Change the draft of a story as it is now, whatever a form had shown; raises `LockedError`."""
    with transaction.atomic():
        current = locked(submission)
        story = current.story()
        now = read(current, story)
        draft = changed(now)
        if draft != now:
            keep(current, story, person, draft)
        return Saved(current, draft, {})


def keep(submission: Submission, story: StoryPage, person: User, draft: StoryDraft) -> None:
    """Write a draft as the newest revision of a locked story."""
    write(submission, story, draft)
    if draft.language != submission.page.original_language:
        move_to_language(submission.page, story, draft.language)
    store(submission, story, person)


def store(submission: Submission, story: StoryPage, person: User, *, anew: bool = False, **fields: Any) -> Revision:
    """Store a locked story and its submission: one version more. `anew` makes a revision of its own."""
    submission.version += 1
    submission.changed, submission.changed_by = timezone.now(), person
    for name, value in fields.items():
        setattr(submission, name, value)
    submission.save()
    overwritten = None if anew else _same_sitting(submission.page, person)
    revision: Revision = story.save_revision(
        user=person, clean=False, overwrite_revision=overwritten, log_action=overwritten is None
    )
    submission.page.refresh_from_db(fields=["latest_revision", "has_unpublished_changes", "draft_title"])
    return revision


def _same_sitting(page: StoryPage, person: User) -> Revision | None:
    """Return the latest revision if it is this person's of just now, and neither live nor what editors were sent."""
    latest = page.get_latest_revision()
    if latest is None or latest.user_id != person.pk or latest.pk == page.live_revision_id:
        return None
    if timezone.now() - latest.created_at > ONE_SITTING or TaskState.objects.filter(revision=latest).exists():
        return None
    return latest
