"""Who else has a story open for writing (`partners.desk.presence`)."""

from __future__ import annotations

from accounts.models import User
from partners.desk.presence import note_presence, others_present
from stories.models import Submission, SubmissionPresence


def be_here(submission: Submission, person: User) -> None:
    """Note that `person` has the story open now."""
    note_presence(SubmissionPresence, person, submission=submission)


def leave(submission: Submission) -> None:
    """Note that nobody is writing any more: the story is with the editors."""
    SubmissionPresence.objects.filter(submission=submission).delete()


def others_here(submission: Submission, person: User) -> list[str]:
    """Return the names of the others who have the story open now."""
    return others_present(SubmissionPresence, person, submission=submission)
