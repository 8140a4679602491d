"""Which languages go live together, what waits to, and who put something live all the same."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


def keep_approved(collector: Collector, field: Any, found: Any, using: str) -> None:
    """Delete an approval with its page; raise `ProtectedError` when old versions are purged and this is one of them."""
    if isinstance(collector.origin, Revision):  # type: ignore[attr-defined]  # in Django since 4.1, not in its stubs
        raise ProtectedError("This version is approved and waits to go live.", set(found))
    models.CASCADE(collector, field, found, using)


class PublicationPolicy(models.Model):
    """Which languages of one type of page go live together."""

    page_type = models.CharField(_("type of page"), max_length=100, unique=True, editable=False)
    languages = models.JSONField(_("languages that go together"), default=list, blank=True)
    original_first = models.BooleanField(
        _("may go live in the original language first"),
        default=False,
        help_text=_("Readers are told which language it was written in, and the translation is asked for."),
    )

    class Meta:
        verbose_name = _("rule for publishing")
        verbose_name_plural = _("rules for publishing")
        ordering = ("page_type",)

    def __str__(self) -> str:
        return self.page_type


class ApprovedSet(models.Model):
    """The approved versions of one page that wait to go live together; it is deleted when they do."""

    translation_key = models.UUIDField(unique=True)
    since = models.DateTimeField(_("waiting since"))
    waits_for = models.JSONField(default=list)  # language codes, for lists; the gate looks for itself

    class Meta:
        verbose_name = _("approved set")
        verbose_name_plural = _("approved sets")
        permissions = [("override_gate", _("Can publish before every translation is ready"))]

    def __str__(self) -> str:
        return f"{self.translation_key}: {', '.join(self.waits_for)}"


class ApprovedRevision(models.Model):
    """A version of a page in one language that is approved and waits for the others."""

    waiting = models.ForeignKey(ApprovedSet, on_delete=models.CASCADE, related_name="approved")
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="approved_revision")
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=keep_approved, related_name="approval")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("approved version")
        verbose_name_plural = _("approved versions")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.revision_id}"


class Override(models.Model):
    """Somebody put a page live, or took it down, in some of its languages only, and said why."""

    class Act(models.TextChoices):
        """What was done in spite of the rule."""

        PUBLISHED = "published", _("Published")
        UNPUBLISHED = "unpublished", _("Taken down")

    translation_key = models.UUIDField(db_index=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="overrides")
    title = models.CharField(_("page"), max_length=255)
    act = models.CharField(_("what was done"), max_length=12, choices=Act.choices, default=Act.PUBLISHED)
    missing = models.JSONField(_("languages that were missing"), default=list, db_column="lacking")
    reason = models.TextField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.title}: {self.reason}"
