"""Who else has a story open for writing."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from accounts.models import User
from stories.desk.retry_locked import patient
from stories.models import Submission, SubmissionPresence

HERE: Final = timedelta(minutes=2)
"""How long after their last sign of life somebody counts as writing; a form with a script gives one every 45 seconds."""


@patient
def be_here(submission: Submission, person: User) -> None:
    """Note that `person` has the story open now."""
    SubmissionPresence.objects.update_or_create(submission=submission, user=person, defaults={"seen": timezone.now()})


def leave(submission: Submission) -> None:
    """Note that nobody is writing any more: the story is with the editors."""
    SubmissionPresence.objects.filter(submission=submission).delete()


def others_here(submission: Submission, person: User) -> list[str]:
    """Return the names of the others who have the story open now."""
    lately = submission.presences.filter(seen__gte=timezone.now() - HERE).exclude(user=person)
    return [name_of(presence.user) for presence in lately.select_related("user").order_by("user__first_name", "pk")]


def name_of(person: User) -> str:
    """Return what a colleague calls `person`: their first name, else what stands before the @ of their address."""
    return person.first_name or person.email.partition("@")[0] or person.get_username()
