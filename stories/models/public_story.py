"""A short story that somebody without an account told us. Nothing of it is public."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.regions import Region
from languages.configured import language_choices
from partners.models import Organisation
from stories.models.story_page import StoryPage


def new_token() -> str:
    """Return an unguessable token for the link that takes a story back."""
    return secrets.token_urlsafe(32)


class PublicStoryQuerySet(models.QuerySet["PublicStory"]):
    """Stories from the public in the words of the editors."""

    def waiting(self) -> PublicStoryQuerySet:
        """Those nobody has dealt with."""
        return self.filter(state=PublicStory.State.NEW)

    def received_since(self, moment: datetime) -> PublicStoryQuerySet:
        """Those that came in after a moment."""
        return self.filter(created__gt=moment)

    def dealt_with_before(self, moment: datetime) -> PublicStoryQuerySet:
        """Those an editor dealt with before a moment."""
        return self.exclude(state=PublicStory.State.NEW).filter(handled_at__lte=moment)


class PublicStory(models.Model):
    """What the form "Tell us a story" took in, and what became of it."""

    class People(models.TextChoices):
        """Who is in the story."""

        ME = "me", _("Only me")
        AGREED = "agreed", _("Other people, and they know that I am telling it")
        NOT_ASKED = "not_asked", _("Other people, and I have not asked them yet")

    class State(models.TextChoices):
        """How far it has come."""

        NEW = "new", _("New")
        PASSED = "passed", _("Passed to a partner")
        TAKEN_UP = "taken_up", _("Taken up by us")
        DECLINED = "declined", _("Not taken up")

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("email address"))
    text = models.TextField(_("story"), max_length=6000)
    region = models.CharField(_("nation or region"), max_length=30, choices=Region.choices)
    locality = models.CharField(_("town or village"), max_length=80, blank=True)
    people = models.CharField(_("people in it"), max_length=12, choices=People.choices)
    may_pass = models.BooleanField(_("may be passed to a partner"), default=False)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    # A hash of what was sent, and on which day: the same form sent twice is one story.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("passed to")
    )
    # The draft made of it: when that is erased, so is what was told.
    page = models.OneToOneField(
        StoryPage, null=True, on_delete=models.CASCADE, related_name="told_by", verbose_name=_("draft")
    )
    handled_at = models.DateTimeField(_("dealt with"), null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    objects = PublicStoryQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("story from the public")
        verbose_name_plural = _("stories from the public")

    def __str__(self) -> str:
        words = self.text.split()
        return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
