"""Reminders, once each: of drafts nobody has touched for long, and of notes nobody has answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from stories.desk.submission_status import State, statuses_of
from stories.models import Handling, Submission
from stories.moderation import emails
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload

REMIND: Final = "remind_writers"


def forgotten_drafts(now: datetime) -> QuerySet[Submission]:
    """Return drafts that were never sent, that nobody has touched for `DRAFT_REMINDER_DAYS`, and not been reminded of since."""
    since = now - timedelta(days=settings.DRAFT_REMINDER_DAYS)
    drafts = Submission.objects.filter(changed__lte=since, sent=None, declined=None, page__live=False)
    reminded = Q(handling__reminded_of_draft__gte=F("changed"))
    return drafts.filter(page__first_published_at=None).exclude(reminded).select_related("page", "organisation")


def unanswered(now: datetime) -> QuerySet[Submission]:
    """Return stories with an editor's note that has waited for `NOTES_REMINDER_DAYS`, and not been reminded of since."""
    is_open = Q(notes__is_from_editor=True, notes__answered_at=None)
    asked = Submission.objects.annotate(newest=Max("notes__created", filter=is_open))
    since = now - timedelta(days=settings.NOTES_REMINDER_DAYS)
    reminded = Q(handling__reminded_of_notes__gte=F("newest"))
    return asked.filter(newest__lte=since).exclude(reminded).select_related("page", "organisation")


@every_night(REMIND)
def remind(payload: Payload) -> None:
    """Write all reminders that are due."""
    now = timezone.now()
    for submission in forgotten_drafts(now):
        with transaction.atomic():
            Handling.objects.update_or_create(submission=submission, defaults={"reminded_of_draft": now})
            emails.draft_waits(submission)
    asked = list(unanswered(now))
    status = statuses_of(asked)
    for submission in asked:
        newest = submission.notes.open().last()
        if newest is not None and status[submission.pk].writing == State.CHANGES:
            with transaction.atomic():
                Handling.objects.update_or_create(submission=submission, defaults={"reminded_of_notes": now})
                emails.notes_wait(submission, newest)
