"""Terms that are one thing in all languages: strands and themes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from home.fields import InLanguagesField
from languages.texts import language_of, text_in


class Tone(models.TextChoices):
    """The palettes of the design guide: which tints and marks a strand wears."""

    TALK = "talk", _("Jam and blush")
    MEET = "meet", _("Marmalade and butter")
    ACT = "act", _("Enamel and duck egg")
    PLAIN = "plain", _("Tea and oat")


class Term(index.Indexed, models.Model):
    """Something editors file pages under, with a name in each language."""

    slug = models.SlugField(
        _("address"), max_length=60, unique=True, help_text=_("Used in addresses; do not change it later.")
    )
    names = InLanguagesField(_("names"))

    class Meta:
        abstract = True

    panels = [FieldPanel("names"), FieldPanel("slug")]
    search_fields = [index.AutocompleteField("slug")]

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def name(self) -> str:
        """The name in the active language, or in English."""
        return text_in(self.names)

    @property
    def name_language(self) -> str:
        """The language code `name` answers in, for `lang` marks."""
        return language_of(self.names)


class Strand(Term):
    """One of the coalition's strands of work. Its number is the count of slashes it is marked with."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, help_text=_("How many slashes mark this strand.")
    )
    tone = models.CharField(_("colours"), max_length=10, choices=Tone.choices, default=Tone.PLAIN)
    sentences = InLanguagesField(_("what it is, in a sentence"), blank=True, rows=2)
    calls = InLanguagesField(_("invitation on the home page"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("strand")
        verbose_name_plural = _("strands")

    panels = [*Term.panels, FieldPanel("number"), FieldPanel("tone"), FieldPanel("sentences"), FieldPanel("calls")]

    @property
    def sentence(self) -> str:
        """What the strand is, in the active language."""
        return text_in(self.sentences)

    @property
    def call(self) -> str:
        """The invitation that leads to the strand, in the active language."""
        return text_in(self.calls)


class Theme(Term):
    """What a story is about: food, music, a school. Editors keep the list short."""

    class Meta:
        ordering = ["slug"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
