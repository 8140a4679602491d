"""The words of a page at one revision, and, where they are a translation, what they were translated from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

DIGEST_LENGTH = 32


class TranslationKind(models.TextChoices):
    """How a translation came about."""

    PERSON = "person", _("Translated by a person")
    MACHINE_UNCHECKED = "machine_unchecked", _("Machine translation, not checked")
    MACHINE_CHECKED = "machine_checked", _("Machine translation, checked by a person")


class RevisionText(models.Model):
    """What is to be translated of a page, at one of its revisions.

    `digest` stands for the words. `basis` is the digest a translation must have been made from to be up to date: the same as
    `digest`, except after a minor edit, which keeps the basis of the words before it. `pieces` are the texts in their order,
    each as `[digest, words]`, so that what a translation lacks can be counted without reading old revisions.

    Of a translation `source_basis` is the basis of the words it was made from, '' where nobody has said. A live page without a
    revision has a text without one: its words as they stood when somebody first asked.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="revision_texts")
    revision = models.OneToOneField(
        "wagtailcore.Revision", null=True, on_delete=models.CASCADE, related_name="revision_text"
    )
    digest = models.CharField(max_length=DIGEST_LENGTH)
    basis = models.CharField(max_length=DIGEST_LENGTH)
    words = models.PositiveIntegerField(default=0)
    pieces = models.JSONField(default=list)
    is_minor = models.BooleanField(default=False)
    original = models.CharField(
        max_length=10, blank=True
    )  # the language the page says it was first written in, if it does
    about = models.JSONField(default=dict)  # what the page is about, for counting: {"strand": "meet", "partner": "12"}

    source_basis = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="translated_texts"
    )
    kind = models.CharField(max_length=20, choices=TranslationKind.choices, blank=True)
    is_ready = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "languages_wording"  # its name before the model was renamed: older code still reads it
        verbose_name = _("text of a version")
        verbose_name_plural = _("texts of versions")
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(revision=None), name="one_wording_without_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.words} ({self.digest[:8]})"

    @property
    def is_unchecked(self) -> bool:
        """Whether a machine made the translation and nobody has read it since."""
        return self.kind == TranslationKind.MACHINE_UNCHECKED
