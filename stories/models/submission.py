"""A story's way from an organisation to publication: who sends it, what they answered, and the talk with the editors.

The words themselves are the page's latest revision, and how far a story has come is read from the page and its workflow
(`stories.desk.submission_status`): neither is kept here a second time.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Membership, Organisation
from stories.models.story_page import StoryPage

if TYPE_CHECKING:
    from accounts.models import User


def new_key() -> str:
    """Return a key nobody else has: a form carries it, so that sending it twice begins one story."""
    return uuid.uuid4().hex


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions in the words of the desk."""

    def of(self, organisation: Organisation) -> SubmissionQuerySet:
        """Those of an organisation, whoever of its members wrote them."""
        return self.filter(organisation=organisation)

    def seen_by(self, person: User) -> SubmissionQuerySet:
        """Those of all organisations that a person is a member of."""
        return self.filter(organisation__in=Membership.objects.of(person).values("organisation"))

    def for_desk(self) -> SubmissionQuerySet:
        """With what a list shows of each, last changed first."""
        return self.select_related("page", "page__locale", "organisation", "changed_by").order_by("-changed", "-pk")


class Submission(models.Model):
    """One story on its way. `version` counts every change, so that nobody overwrites what they have not seen."""

    class People(models.TextChoices):
        """Who can be recognised in words and pictures; nothing is chosen for the writer."""

        NOBODY = "nobody", _("Nobody can be recognised")
        ADULTS = "adults", _("Adults, and they all agreed")
        UNDER_18 = "under_18", _("Someone under 18")
        NOT_IDENTIFIED = "not_identified", _("Someone who must not be identified")
        NOT_YET = "not_yet", _("I have not asked everyone yet")

    class Translation(models.TextChoices):
        """Whether the story is to be read in another language, and who translates it."""

        NONE = "", _("Leave it in one language")
        PLEASE = "please", _("Please translate it for us")
        OWN = "own", _("We will translate it ourselves")

    page = models.OneToOneField(StoryPage, on_delete=models.CASCADE, related_name="submission", verbose_name=_("story"))
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="submissions", verbose_name=_("organisation")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("begun by")
    )
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed = models.DateTimeField(_("last change"), default=timezone.now, editable=False, db_index=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("changed by")
    )
    strand_left_to_editors = models.BooleanField(_("editors choose the strand"), default=True)
    credits_organisation = models.BooleanField(_("names the organisation"), default=True)
    translation = models.CharField(
        _("other languages"), max_length=10, choices=Translation.choices, default=Translation.NONE, blank=True
    )
    people_answer = models.CharField(_("people in it"), max_length=20, choices=People.choices, blank=True)
    # What a warning was about (`partners.desk.warnings`), and what the writer says to it: "key": {"kind", "words", "answer"}.
    warnings_answered = models.JSONField(_("answers to warnings"), default=dict, blank=True)
    sent = models.DateTimeField(_("last sent"), null=True, blank=True)
    declined = models.DateTimeField(_("declined"), null=True, blank=True)
    taking_down_asked = models.DateTimeField(_("asked to be taken down"), null=True, blank=True)
    taking_down_reason = models.TextField(_("why it is to be taken down"), blank=True, max_length=1000)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return str(self.page.draft_title or self.page.title)

    def story(self) -> Any:
        """Return the story as it was last saved, published or not: a `StoryPage` in memory."""
        return self.page.get_latest_revision_as_object()

    def asks_for_translation(self) -> bool:
        """Say whether the writer wishes that we have it translated."""
        return self.translation == self.Translation.PLEASE


class SubmissionPicture(models.Model):
    """A picture that was uploaded for a story. Where it stands, and its alternative text, belong to the page."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("home.Picture", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the file"), max_length=120)
    added = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "picture"], name="submission_picture_once")]

    def __str__(self) -> str:
        return self.name
