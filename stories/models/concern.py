"""Concerns that readers report about stories."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from languages.configured import language_choices


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Concerns in the words of whoever looks after them."""

    def open(self) -> ConcernQuerySet:
        """Those that nobody has dealt with."""
        return self.exclude(state=Concern.State.CLOSED)

    def hiding(self, story_key: Any) -> ConcernQuerySet:
        """Those that keep a story hidden."""
        return self.filter(story_key=story_key, state=Concern.State.HIDDEN)

    def received_since(self, moment: datetime) -> ConcernQuerySet:
        """Those that came in after a moment."""
        return self.filter(created__gt=moment)


class Concern(models.Model):
    """What somebody is worried about in a story. While it is `HIDDEN` the story cannot go live in any language."""

    class State(models.TextChoices):
        """How far it has come."""

        NEW = "new", _("New")
        HIDDEN = "hidden", _("The story is hidden")
        CLOSED = "closed", _("Dealt with")

    story_key = models.UUIDField(_("story"), db_index=True)
    page = models.ForeignKey(
        "stories.StoryPage", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("page")
    )
    text = models.TextField(_("concern"), max_length=4000)
    email = models.EmailField(_("email address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True)
    created = models.DateTimeField(_("received"), default=timezone.now)
    # A hash of what was sent and when: a double click is one concern.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True)
    closed_at = models.DateTimeField(_("dealt with"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d}: {self.get_state_display()}"
