"""Sending a story to the editors and taking it back: one transaction each, which leaves all of it or nothing."""

from __future__ import annotations

import secrets

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import WorkflowState

from accounts.models import User
from compat.wagtail import free_slug
from partners.desk.retry_locked import retry_locked
from stories.consent.consent_records import state, statement_of
from stories.desk import listeners
from stories.desk.presence import leave
from stories.desk.saving import LockedError, locked, store
from stories.desk.submission_status import State, status_of
from stories.models import PeopleStatement, StoryPage, Submission

MAX_SLUG = 80
LISTED = frozenset({Submission.People.ADULTS, Submission.People.UNDER_18, Submission.People.NOT_IDENTIFIED})
"""Answers after which the people who can be recognised are listed, each with their consent."""


@retry_locked
def send(submission: Submission, person: User) -> None:
    """Hand a story, or changes to a live one, to the editors. Raises `LockedError` if they have it already.

    The revision that is sent stays as it is: what comes later is another, so that editors see the difference.
    """
    with transaction.atomic():
        current = locked(submission)
        was = status_of(current)
        story = current.story()
        _name_address(current.page, story)
        store(current, story, person, anew=True, sent=timezone.now(), declined=None)
        _state_people(current, story, person)
        _hand_over(current.page, person)
        current.notes.open().update(answered_at=timezone.now())
        leave(current)
        _tell(current, person, was.state, was.needs_member)


def _state_people(submission: Submission, story: StoryPage, person: User) -> None:
    """Note for the gate who can be recognised, as the form says. People are listed for the pictures the answer was given for.

    A picture that came after it is asked about once more: it may show somebody who is not listed.
    """
    if submission.people_answer == Submission.People.NOBODY:
        state(story, PeopleStatement.Answer.NOBODY, person)
    elif submission.people_answer in LISTED:
        known = statement_of(story)
        if known is None or known.answer != PeopleStatement.Answer.LISTED:
            state(story, PeopleStatement.Answer.LISTED, person)


def _tell(submission: Submission, person: User, was: State, was_asked: bool) -> None:
    if was_asked:
        listeners.story_resent(submission, person)
    elif was == State.PUBLISHED:
        listeners.changes_proposed(submission, person)
    else:
        listeners.story_sent(submission, person)


def _name_address(page: StoryPage, story: StoryPage) -> None:
    """Give a story that was never live the address its title asks for, and its row the title: lists show them."""
    if page.first_published_at:
        return
    wanted = slugify(story.title, allow_unicode=True)[:MAX_SLUG].strip("-") or f"story-{secrets.token_hex(4)}"
    page.title = story.title
    page.slug = page.slug if page.slug == wanted else free_slug(page, wanted)
    page.save()
    story.slug, story.url_path = page.slug, page.url_path


def _hand_over(page: StoryPage, person: User) -> None:
    review: WorkflowState | None = page.current_workflow_state
    if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        review.resume(person)
        return
    workflow = page.get_workflow()
    if workflow is None:
        raise ImproperlyConfigured("Stories need a workflow: see docs/moderators.md.")
    workflow.start(page, person)


def pull_back(submission: Submission, person: User) -> None:
    """Take a story back from the editors, to go on writing. Raises `LockedError` if they do not have it."""
    with transaction.atomic():
        current = Submission.objects.select_for_update(of=("self",)).select_related("page").get(pk=submission.pk)
        if not status_of(current).is_with_editors:
            raise LockedError
        current.page.current_workflow_state.cancel(person)
        listeners.story_pulled_back(current, person)
