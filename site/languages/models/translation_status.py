"""Where every page stands in every language, kept for lists and figures. `languages.state` derives it and writes it here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.models.publication import ApprovedSet


class TranslationState(models.TextChoices):
    """Where a page stands in a language."""

    NONE = "none", _("No translation")
    IN_PROGRESS = "in_progress", _("In progress")
    MACHINE = "machine", _("Machine-made, not checked")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    STALE = "stale", _("Out of date")


TO_BE_DONE = (TranslationState.NONE, TranslationState.IN_PROGRESS, TranslationState.MACHINE, TranslationState.STALE)


class TranslationStatusQuerySet(models.QuerySet["TranslationStatus"]):
    """The states by what is to be done about them."""

    def translations(self) -> TranslationStatusQuerySet:
        """Return all but the originals."""
        return self.filter(is_original=False)

    def outstanding(self) -> TranslationStatusQuerySet:
        """Return what a translator can do something about: a missing page only in languages the page should stand in."""
        wanted = models.Q(state__in=TO_BE_DONE) & (models.Q(is_together=True) | ~models.Q(state=TranslationState.NONE))
        return self.translations().filter(wanted)

    def urgent_first(self) -> TranslationStatusQuerySet:
        """Order by what holds others up: pages that wait to go live, what is out of date, what should be there, the rest."""
        waiting = models.Exists(ApprovedSet.objects.filter(translation_key=models.OuterRef("translation_key")))
        rank = models.Case(
            models.When(waits=True, then=0),
            models.When(state=TranslationState.STALE, then=1),
            models.When(is_together=True, then=2),
            default=3,
        )
        return self.annotate(waits=waiting, rank=rank).order_by("rank", "stale_since", "pk")


class TranslationStatus(models.Model):
    """Where one page (all its translations share `translation_key`) stands in one language.

    Nothing is decided from these rows: they are what `languages.state.states_of` said when last something changed.
    """

    translation_key = models.UUIDField()
    language = models.CharField(max_length=10)
    page = models.OneToOneField(
        "wagtailcore.Page",
        null=True,
        on_delete=models.CASCADE,
        related_name="translation_status",
        verbose_name=_("page"),
    )
    source = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=TranslationState.choices)
    is_original = models.BooleanField(default=False)
    is_together = models.BooleanField(default=False)  # whether the policy has this language go live with the others
    is_live = models.BooleanField(default=False)
    words = models.PositiveIntegerField(_("words"), default=0)
    words_outstanding = models.PositiveIntegerField(_("words to translate"), default=0)
    stale_since = models.DateTimeField(_("out of date since"), null=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who")
    )
    title = models.CharField(_("title"), max_length=255)
    page_type = models.CharField(max_length=100)
    strand = models.CharField(max_length=50, blank=True)
    partner = models.CharField(max_length=50, blank=True)

    objects = TranslationStatusQuerySet.as_manager()

    class Meta:
        db_table = "languages_standing"  # its name before the model was renamed: older code still reads it
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [models.UniqueConstraint(fields=["translation_key", "language"], name="one_standing_a_language")]
        indexes = [
            models.Index(fields=["language", "state"], name="standing_language_state"),
            models.Index(fields=["state", "-words_outstanding"], name="standing_state_words"),
            models.Index(fields=["-words_outstanding", "id"], name="standing_words"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}): {self.get_state_display()}"
