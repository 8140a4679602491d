"""Who else has something open for writing at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from partners.desk.retry_locked import retry_locked

HERE: Final = timedelta(minutes=2)
"""How long after their last sign of life somebody counts as writing; a form with a script gives one every 45 seconds."""


class AbstractPresence(models.Model):
    """Somebody had something open for writing at a moment; the model that builds on it says what, as `related_name="presences"`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen:%H:%M}"


@retry_locked
def note_presence(model: type[AbstractPresence], person: User, **about: models.Model) -> None:
    """Note that `person` has what `about` names open now."""
    model._default_manager.update_or_create({"seen": timezone.now()}, None, user=person, **about)


def others_present(model: type[AbstractPresence], person: User, **about: models.Model) -> list[str]:
    """Return the names of the others who have what `about` names open now."""
    lately = model._default_manager.filter(**about, seen__gte=timezone.now() - HERE).exclude(user=person)
    return [name_of(presence.user) for presence in lately.select_related("user").order_by("user__first_name", "pk")]


def name_of(person: User) -> str:
    """Return what a colleague calls `person`: their first name, else what stands before the @ of their address."""
    return person.first_name or person.email.partition("@")[0] or person.get_username()
