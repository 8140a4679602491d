"""Strand pages: a chapter each."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, EventsBlock, StepsStreamBlock
from home.models.base_page import BasePage, PicturePlacement
from home.text_uses import SEARCHED, SHOWN, TextUses


class StrandPage(PicturePlacement, BasePage):
    """One strand of the coalition's work in one language. A fourth strand is an editor's act, not a migration."""

    strand = models.ForeignKey("home.Strand", on_delete=models.PROTECT, related_name="pages", verbose_name=_("strand"))
    full_title = models.CharField(_("full title"), max_length=120, help_text=_("What the strand is, in a few words."))
    body = StreamField(BodyBlock(), verbose_name=_("what this strand does"), blank=True)
    events = StreamField(EventsBlock(), verbose_name=_("coming up"), blank=True)
    steps = StreamField(StepsStreamBlock(), verbose_name=_("things you can do this week"), blank=True)

    class Meta:
        verbose_name = _("strand page")
        verbose_name_plural = _("strand pages")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("full_title"),
        FieldPanel("strand"),
        MultiFieldPanel(PicturePlacement.picture_panels, heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("events"),
        FieldPanel("steps"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("full_title", boost=2),
        index.SearchField("body"),
        index.SearchField("steps"),
    ]
    text_uses: ClassVar[TextUses] = {**dict.fromkeys(("full_title", "body", "steps"), SEARCHED), "events": SHOWN}
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    family = "strand"

    def upcoming(self, today: date) -> list[object]:
        """Return the values of events on or after `today`, soonest first."""
        values = [block.value for block in self.events]
        return sorted((value for value in values if value["date"] >= today), key=lambda value: value["date"])

    def report_subjects(self) -> dict[str, str]:
        """Return the strand."""
        return {"strand": self.strand.slug}

    def social_tone(self) -> tuple[str, int]:
        """Return the colours of the strand, and as many bars as its number."""
        return self.strand.tone, self.strand.number
