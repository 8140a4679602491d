"""What translating keeps besides the words themselves: who has a translation, and the words we agreed on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from languages.configured import language_choices


class Work(models.Model):
    """Who has the translation of a page in hand; `page` is the page in the language translated into."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_work")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who has it")
    )
    since = models.DateTimeField(auto_now_add=True)
    saved = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("translation in hand")
        verbose_name_plural = _("translations in hand")

    def __str__(self) -> str:
        return str(self.page_id)


class GlossaryTerm(models.Model):
    """What a word or phrase of the original is called in a language, wherever it occurs."""

    term = models.CharField(
        _("term"),
        max_length=120,
        help_text=_("In the language of the original. With a capital letter it is found only where it has one."),
    )
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    preferred = models.CharField(
        _("preferred translation"),
        max_length=200,
        help_text=_("Several are parted by semicolons; any of them will do."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("When to use it, and when not to."))

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["term", "language"]
        constraints = [models.UniqueConstraint(fields=["term", "language"], name="one_preference_a_term")]

    panels: list[Any] = [FieldPanel("term"), FieldPanel("language"), FieldPanel("preferred"), FieldPanel("note")]

    def __str__(self) -> str:
        return self.term

    @property
    def choices(self) -> list[str]:
        """The translations that will do, the first of them preferred."""
        return [choice.strip() for choice in self.preferred.split(";") if choice.strip()]
