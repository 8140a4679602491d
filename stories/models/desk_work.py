"""What keeps writers from treading on each other and from losing words: who is writing now, and forms that arrived unsigned."""

from __future__ import annotations

from django.db import models

from partners.desk.interrupted_forms import AbstractInterruptedForm, new_token
from partners.desk.presence import AbstractPresence
from stories.models.submission import Submission

__all__ = ["KeptForm", "SubmissionPresence", "new_token"]  # migrations name `new_token` by this module


class SubmissionPresence(AbstractPresence):
    """Somebody had a story open for writing at a moment."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="presences")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="submission_presence_once")]


class KeptForm(AbstractInterruptedForm):
    """A form about a story, or about an organisation, that waits for its writer to sign in again (`stories.desk.interrupted_forms`)."""

    # Of a story that is there already; its words go when it goes.
    submission = models.ForeignKey(Submission, null=True, on_delete=models.CASCADE, related_name="+")
