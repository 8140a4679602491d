"""The user of the site."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.configured import language_choices


class User(AbstractUser):
    """Somebody who signs in, and the language they wish to be written to in; empty means both English and Welsh."""

    language = models.CharField(_("language"), max_length=10, choices=language_choices, blank=True)
