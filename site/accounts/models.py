"""The user of the site, and the attempts to sign in that are counted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from languages.configured import language_choices


class User(AbstractUser):
    """Somebody who signs in, and the language they wish to be written to in; empty means both English and Welsh."""

    language = models.CharField(_("language"), max_length=10, choices=language_choices, blank=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in small letters: whoever signs in with it need not know how it was once written."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def shown_name(self) -> str:
        """What colleagues know the person by: the name, else the address, else the user name."""
        return self.get_full_name() or self.email or self.username


class Attempt(models.Model):
    """One attempt to sign in, for a quarter of an hour: what it was made with is a digest that gives nobody away."""

    counted = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["counted", "at"], name="attempts_lately")]

    def __str__(self) -> str:
        return f"{self.counted[:8]} at {self.at:%H:%M}"
