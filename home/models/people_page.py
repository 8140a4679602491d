"""People pages: the steering group, the experts."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, PeopleStreamBlock
from home.models.base_page import BasePage
from home.text_uses import SEARCHED, TextUses


class PeoplePage(BasePage):
    """A group of people who guide the coalition."""

    body = StreamField(BodyBlock(), verbose_name=_("introduction"), blank=True)
    people = StreamField(PeopleStreamBlock(), verbose_name=_("people"), blank=True)

    class Meta:
        verbose_name = _("people page")
        verbose_name_plural = _("people pages")

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("people")]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("people")]
    text_uses: ClassVar[TextUses] = dict.fromkeys(("body", "people"), SEARCHED)
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
