"""What stays of a story that was withdrawn: that it was, and where it stood, in a form that names nobody."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models.consent import Decider


def new_receipt() -> str:
    """Return an unguessable number for the page that says how far an erasure is."""
    return secrets.token_urlsafe(24)


class Withdrawal(models.Model):
    """A story that was withdrawn in all its languages. It keeps the story from ever going live again."""

    story_key = models.UUIDField(_("story"), unique=True)
    at = models.DateTimeField(_("withdrawn"), default=timezone.now)
    by = models.CharField(_("withdrawn by"), max_length=10, choices=Decider.choices)
    receipt = models.CharField(max_length=64, unique=True, default=new_receipt, editable=False)
    # Pictures of the person who withdrew: they go even where they are used elsewhere.
    pictures: models.JSONField[list[int], list[int]] = models.JSONField(default=list, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return f"{self.story_key}, {self.at:%Y-%m-%d}"


class GoneAddress(models.Model):
    """An address at which a withdrawn story stood, as a hash under the site's secret: slugs are made of names."""

    digest = models.CharField(max_length=64, unique=True)
    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="addresses")

    def __str__(self) -> str:
        return self.digest
