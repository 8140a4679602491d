"""Pledges: one clear thing an organisation will do, by a date, in public."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from home.fields import InLanguagesField
from home.models import Strand
from languages.texts import language_of, text_in
from partners.models.organisation import Organisation


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """Pledges in the words of the coalition."""

    def public(self) -> PledgeQuerySet:
        """Those of organisations that take part now and have a live profile, and that have not lapsed."""
        shown = Organisation.objects.active().filter(pages__live=True, pk=models.OuterRef("organisation"))
        return self.filter(models.Exists(shown)).exclude(state=Pledge.State.LAPSED)


class Pledge(models.Model):
    """What an organisation promises: what, by when, how far. Text is one thing in all languages."""

    class State(models.TextChoices):
        """How a pledge stands."""

        MADE = "made", _("Made")
        UNDER_WAY = "under_way", _("Under way")
        KEPT = "kept", _("Kept")
        LAPSED = "lapsed", _("Lapsed")

    organisation = ParentalKey(
        Organisation, on_delete=models.CASCADE, related_name="pledges", verbose_name=_("organisation")
    )
    promise = InLanguagesField(_("we pledge to"), rows=3, help_text=_("Start with a verb. Up to 40 words."))
    strand = models.ForeignKey(
        Strand, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("strand")
    )
    due = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.MADE)
    done = models.PositiveSmallIntegerField(
        _("done so far"), null=True, blank=True, help_text=_("Leave empty if it cannot be counted.")
    )
    total = models.PositiveSmallIntegerField(_("out of"), null=True, blank=True)
    unit = InLanguagesField(_("of what"), blank=True, help_text=_("For example: halls started"))
    updated = models.DateField(_("last update"), null=True, blank=True)
    review = models.DateField(_("ask for news on"), null=True, blank=True)
    evidence = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("story that shows it"),
    )

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["-updated", "pk"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done=None) | models.Q(total=None) | models.Q(done__lte=models.F("total")),
                name="pledge_done_at_most_total",
            )
        ]

    panels = [
        FieldPanel("promise"),
        FieldRowPanel([FieldPanel("strand"), FieldPanel("state")]),
        FieldRowPanel([FieldPanel("due"), FieldPanel("updated"), FieldPanel("review")]),
        FieldRowPanel([FieldPanel("done"), FieldPanel("total")]),
        FieldPanel("unit"),
        FieldPanel("evidence"),
    ]

    def __str__(self) -> str:
        return text_in(self.promise)

    def clean(self) -> None:
        """Raise `ValidationError` when only one half of the count is there, or more is done than promised."""
        super().clean()
        if (self.done is None) != (self.total is None):
            raise ValidationError({"total": _("Give both numbers, or neither.")})
        if self.done is not None and self.total is not None and self.done > self.total:
            raise ValidationError({"done": _("More is done than was promised. Check the two numbers.")})

    @property
    def text(self) -> str:
        """The promise in the active language, or in English."""
        return text_in(self.promise)

    @property
    def text_language(self) -> str:
        """The language code `text` answers in, for `lang` marks."""
        return language_of(self.promise)

    @property
    def unit_text(self) -> str:
        """What is counted, in the active language."""
        return text_in(self.unit)

    @property
    def is_countable(self) -> bool:
        """Whether progress can be drawn as boxes: at most 20 of them."""
        return self.done is not None and self.total is not None and 0 < self.total <= 20

    def boxes(self) -> list[bool]:
        """Return one truth a box: done or not."""
        return [number < (self.done or 0) for number in range(self.total or 0)] if self.is_countable else []
