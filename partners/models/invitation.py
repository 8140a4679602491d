"""Invitations to the team of an organisation: a mailed link that works for two weeks, and once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from languages.configured import language_choices
from partners.models.membership import Membership
from partners.models.organisation import Organisation

WORKS_FOR: Final = timedelta(days=14)


def new_token() -> str:
    """Return an unguessable token for the link that is mailed: whoever has it has shown that the letter reached them."""
    return secrets.token_urlsafe(32)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in the words of the team."""

    def open(self) -> InvitationQuerySet:
        """Those that were neither taken nor withdrawn, the expired ones too: they can be sent again."""
        return self.filter(accepted=None, withdrawn=None)


class Invitation(models.Model):
    """Somebody was asked to join an organisation. Who has an account already is found by the address when they accept."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("email address"))
    role = models.CharField(
        _("role"), max_length=12, choices=Membership.Role.choices, default=Membership.Role.CONTRIBUTOR
    )
    language = models.CharField(_("language"), max_length=10, choices=language_choices, blank=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by")
    )
    sent = models.DateTimeField(_("sent"), default=timezone.now)
    accepted = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted=None, withdrawn=None),
                name="invited_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.organisation}"

    @property
    def expires(self) -> datetime:
        """The moment the link stops working."""
        return self.sent + WORKS_FOR

    @property
    def is_expired(self) -> bool:
        """Whether the link has stopped working by itself."""
        return timezone.now() > self.expires

    @property
    def is_usable(self) -> bool:
        """Whether the link still lets somebody in."""
        return self.accepted is None and self.withdrawn is None and not self.is_expired
