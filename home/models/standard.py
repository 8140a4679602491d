"""Sections and standard pages."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base_page import BasePage, PicturePlacement
from home.text_uses import SEARCHED, TextUses


class StandardPage(PicturePlacement, BasePage):
    """A page of words: about us, accessibility, privacy, contact."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    content_panels = [*BasePage.content_panels, *PicturePlacement.picture_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    text_uses: ClassVar[TextUses] = {"body": SEARCHED}
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]


class SectionPage(BasePage):
    """A part of the site: our work, take part, about. It lists the pages below it."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    text_uses: ClassVar[TextUses] = {"body": SEARCHED}
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
