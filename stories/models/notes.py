"""The talk between editors and writers, a thread for each part of the form."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models.submission import Submission


class Part(models.TextChoices):
    """The parts of the form, in its order, which a note may be about; '' is the story as a whole."""

    WHOLE = "", _("The whole story")
    TITLE = "title", _("Title")
    TEXT = "text", _("The story")
    PLACE = "place", _("Where it happened")
    STRAND = "strand", _("Strand and themes")
    LANGUAGE = "language", _("Language")
    PICTURES = "pictures", _("Pictures")
    PEOPLE = "people", _("People in it")
    CREDIT = "credit", _("Credit")
    TRANSLATION = "translation", _("Translation")


class SubmissionNoteQuerySet(models.QuerySet["SubmissionNote"]):
    """Notes in the words of the conversation."""

    def from_editors(self) -> SubmissionNoteQuerySet:
        """What editors said."""
        return self.filter(is_from_editor=True)

    def open(self) -> SubmissionNoteQuerySet:
        """What editors asked and nobody has answered yet."""
        return self.from_editors().filter(answered_at=None)


class SubmissionNote(models.Model):
    """One thing that was said about one part of a story, by an editor or by a member."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    field = models.CharField(_("about"), max_length=20, choices=Part.choices, blank=True)
    text = models.TextField(_("note"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    is_from_editor = models.BooleanField(_("from an editor"), default=False)
    created = models.DateTimeField(_("written"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = SubmissionNoteQuerySet.as_manager()

    class Meta:
        ordering = ["created", "pk"]
        verbose_name = _("note on a story")
        verbose_name_plural = _("notes on stories")

    def __str__(self) -> str:
        return self.text[:60]
