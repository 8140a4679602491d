"""What a writer says beside the story: to warnings, and to what editors noted."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from partners.desk.tidying import tidied, tidied_line
from stories.desk import listeners
from stories.desk.completeness import warnings
from stories.desk.story_draft import StoryDraft
from stories.models import Part, Submission, SubmissionNote


def keep_answers(submission: Submission, draft: StoryDraft, data: QueryDict) -> None:
    """Store that warnings may stand as they are, and why, where the writer has said so."""
    answered = dict(submission.warnings_answered)
    for warning in warnings(draft):
        if data.get(f"stands-{warning.key}"):
            why = tidied_line(data.get(f"why-{warning.key}", ""))[:300]
            answered[warning.key] = {"kind": warning.kind.value, "words": warning.words, "answer": why}
    if answered != submission.warnings_answered:
        submission.warnings_answered = answered
        submission.save(update_fields=["warnings_answered"])


def keep_replies(submission: Submission, person: User, data: QueryDict) -> int:
    """Store what the writer answers to the editors, a note for each part; return how many there were."""
    with transaction.atomic():
        replies = list(_replies(submission, person, data))
        for note in replies:
            note.save()
            submission.notes.open().filter(field=note.field).update(answered_at=timezone.now())
            listeners.note_answered(note)
    return len(replies)


def _replies(submission: Submission, person: User, data: QueryDict) -> Iterator[SubmissionNote]:
    for part in Part:
        text = tidied(data.get(f"reply-{part.value or 'whole'}", ""))[:2000]
        said = SubmissionNote(submission=submission, field=part.value, text=text, author=person)
        latest = submission.notes.filter(field=part.value).last()
        if text and not (
            latest and latest.text == text and latest.author_id == person.pk
        ):  # a double click says it once
            yield said
