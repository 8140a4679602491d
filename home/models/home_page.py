"""The home page: a poster."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from home.models.base_page import BasePage
from home.models.term import Tone
from home.text_uses import SHOWN, TextUses

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _page_link(label: StrPromise) -> models.ForeignKey[Page | None, Page | None]:
    return models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=label
    )


class HomePage(BasePage):
    """The front page of one language. What it shows of stories and partners comes from the tags of those apps."""

    hero_title = models.CharField(_("big heading"), max_length=40, help_text=_("Up to three words a line."))
    hero_picture = models.ForeignKey(
        "home.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("big picture"),
    )
    hero_alt = models.CharField(
        _("alternative text"), max_length=250, blank=True, help_text=_("What the picture shows.")
    )
    primary_page = _page_link(_("first button leads to"))
    primary_label = models.CharField(_("first button says"), max_length=40)
    secondary_page = _page_link(_("second button leads to"))
    secondary_label = models.CharField(_("second button says"), max_length=40, blank=True)
    quote = models.TextField(_("quote"), max_length=250, blank=True)
    quote_by = models.CharField(_("who said it"), max_length=160, blank=True)
    quote_tone = models.CharField(_("colours of the quote"), max_length=10, choices=Tone.choices, default=Tone.TALK)

    text_uses: ClassVar[TextUses] = dict.fromkeys(
        ("hero_title", "hero_alt", "primary_label", "secondary_label", "quote", "quote_by"), SHOWN
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_picture"), FieldPanel("hero_alt")], heading=_("Top of the page")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("primary_label"), FieldPanel("primary_page")]),
                FieldRowPanel([FieldPanel("secondary_label"), FieldPanel("secondary_page")]),
            ],
            heading=_("Buttons"),
        ),
        MultiFieldPanel([FieldPanel("quote"), FieldPanel("quote_by"), FieldPanel("quote_tone")], heading=_("Quote")),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 1
    family = "home"

    def clean(self) -> None:
        """Raise `ValidationError` when the big picture has no alternative text."""
        super().clean()
        if self.hero_picture_id and not self.hero_alt.strip() and not self.is_draft_being_saved:
            raise ValidationError({"hero_alt": _("Say what the picture shows.")})
