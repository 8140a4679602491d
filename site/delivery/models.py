"""What delivery keeps in the database: a trace of every change to what pages show."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageChange(models.Model):
    """One transaction that changed what pages show: written inside it, so that it is there exactly when the change is.

    The rows are counted and summed by whoever remembers pages; old ones are thrown away. See `delivery.memory.page_changes`.
    """

    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of pages")
        verbose_name_plural = _("changes of pages")

    def __str__(self) -> str:
        return str(self.pk)
