"""What editors keep about a story on its way: who took it on, and what its writers have been told already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.submission import Submission


class Handling(models.Model):
    """How the editors deal with one submission. What they decided is Wagtail's to keep: workflow, revisions, log."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="handling")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("in hand"),
    )
    # Codes of the languages in which the writers know that the story is on the site.
    told_languages = models.JSONField(default=list, blank=True)
    reminded_of_draft = models.DateTimeField(_("reminded of the draft"), null=True, blank=True)
    reminded_of_notes = models.DateTimeField(_("reminded of the notes"), null=True, blank=True)

    class Meta:
        verbose_name = _("handling of a story")
        verbose_name_plural = _("handling of stories")

    def __str__(self) -> str:
        return str(self.submission_id)
