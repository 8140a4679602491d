"""The story index: a map, filters and a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from home.models import BasePage
from home.structured_data import Thing, absolute, item_list
from stories.copying import DraftCopyForm


class StoryIndexPage(BasePage):
    """All stories of the coalition, in one language's words. It says which stories the home page shows."""

    class Meta:
        verbose_name = _("story index")
        verbose_name_plural = _("story indexes")

    content_panels = [
        *BasePage.content_panels,
        InlinePanel(
            "featured",
            label=_("Story on the home page"),
            max_num=6,
            help_text=_("The first is shown large, the second with its picture."),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    copy_form_class = DraftCopyForm
    subpage_types: ClassVar[list[str]] = ["stories.StoryPage"]
    max_count_per_parent = 1
    family = "stories"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the filters, the map and one page of results."""
        from stories.listing import listing_context

        return {**super().get_context(request, *args, **kwargs), **listing_context(request, self)}

    def structured_data(self, request: HttpRequest, context: Mapping[str, Any]) -> list[Thing]:
        """Describe the stories shown as an ItemList, besides the way to the page."""
        shown = [(card.title, absolute(card.url)) for card in context.get("stories", [])]
        return [*super().structured_data(request, context), item_list(shown)]


class FeaturedStory(Orderable):
    """A story the home page shows."""

    index_page = ParentalKey(StoryIndexPage, on_delete=models.CASCADE, related_name="featured")
    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("story"))

    panels = [FieldPanel("story")]

    class Meta(Orderable.Meta):
        verbose_name = _("story on the home page")
        verbose_name_plural = _("stories on the home page")
