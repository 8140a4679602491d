"""Applications: somebody has asked to join and pledge. Editors turn one into an organisation."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.models import Strand
from home.regions import Region
from languages.configured import language_choices
from partners.models.organisation import Organisation


def new_token() -> str:
    """Return an unguessable token for the link that confirms an application."""
    return secrets.token_urlsafe(32)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications in the words of the editors."""

    def waiting(self) -> ApplicationQuerySet:
        """Those that were confirmed by mail and wait for an editor."""
        return self.filter(state=Application.State.CONFIRMED)

    def sent(self) -> ApplicationQuerySet:
        """Those that were sent to us; what is saved to finish later is still its writer's own."""
        return self.exclude(state=Application.State.SAVED)

    def received_since(self, moment: datetime) -> ApplicationQuerySet:
        """Those that came in after a moment."""
        return self.filter(created__gt=moment)


class Application(models.Model):
    """What the join and pledge form took in. Nothing of it is public."""

    class Kind(models.TextChoices):
        """Who is pledging."""

        GROUP = "group", _("A community group or club")
        CHARITY = "charity", _("A charity or faith organisation")
        BUSINESS = "business", _("A business")
        PUBLIC_BODY = "public-body", _("A council, school, health or other public body")
        PERSON = "person", _("Just me")

    class State(models.TextChoices):
        """How far it has come."""

        SAVED = "saved", _("Saved to finish later")
        SENT = "sent", _("Sent, not confirmed yet")
        CONFIRMED = "confirmed", _("Waiting for an editor")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    kind = models.CharField(_("who"), max_length=12, choices=Kind.choices, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    region = models.CharField(_("nation or region"), max_length=30, blank=True)
    promise = models.TextField(_("pledge"), max_length=600, blank=True)
    due = models.DateField(_("by"), null=True, blank=True)
    strand = models.ForeignKey(
        Strand, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("strand")
    )
    email = models.EmailField(_("email address"))
    agreed = models.BooleanField(_("may speak for the organisation"), default=False)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    # The language to write to them in, where they chose another than that of the form.
    letters_in = models.CharField(_("letters in"), max_length=10, choices=language_choices, blank=True, db_default="")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SENT, db_index=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    # A hash of what was sent, and on which day: the same form sent twice is one application.
    fingerprint = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001  # unique
    created = models.DateTimeField(_("received"), auto_now_add=True)
    confirmed = models.DateTimeField(_("confirmed"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
        verbose_name=_("organisation"),
    )
    note = models.TextField(_("note for editors"), blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("application to join")
        verbose_name_plural = _("applications to join")

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def region_name(self) -> str:
        """The name of the nation or region, '' if none was chosen."""
        return str(Region(self.region).label) if self.region in Region.values else ""

    @property
    def letter_language(self) -> str:
        """The language to write to them in: the one they chose, else that of the form."""
        return self.letters_in or self.language

    @property
    def is_person(self) -> bool:
        """Whether somebody applies for themselves."""
        return self.kind == self.Kind.PERSON
