"""What keeps writers from treading on each other and from losing words: who is writing now, and forms that arrived unsigned."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from stories.models.submission import Submission


def new_token() -> str:
    """Return an unguessable name for a form that is kept."""
    return secrets.token_urlsafe(24)


class SubmissionPresence(models.Model):
    """Somebody had a story open for writing at a moment."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="submission_presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen:%H:%M}"


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    """Forms that wait for their writers."""

    def older_than(self, moment: datetime) -> KeptFormQuerySet:
        """Those nobody has come back for."""
        return self.filter(created__lt=moment)


class KeptForm(models.Model):
    """What somebody typed and sent after their session had ended, kept until they have signed in again.

    Only forms that we gave to a signed-in member are kept (`stories.desk.interrupted_forms`), and only that member sees one again.
    """

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Of a story that is there already; its words go when it goes.
    submission = models.ForeignKey(Submission, null=True, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KeptFormQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} {self.created:%Y-%m-%d %H:%M}"
