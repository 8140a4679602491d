"""Navigation menus: chosen once, in every language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from home.fields import InLanguagesField
from languages.texts import text_in


class Menu(ClusterableModel):
    """A list of links in one place of every page. A link is left out where its page has no translation."""

    class Place(models.TextChoices):
        """Where a menu stands."""

        HEADER = "header", _("Header")
        FOOTER_WORK = "footer_work", _("Footer, first list")
        FOOTER_TAKE_PART = "footer_take_part", _("Footer, second list")
        FOOTER_ABOUT = "footer_about", _("Footer, third list")

    place = models.CharField(_("place"), max_length=20, choices=Place.choices, unique=True)
    names = InLanguagesField(_("heading"), blank=True)

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    panels = [FieldPanel("place"), FieldPanel("names"), InlinePanel("items", label=_("Link"))]

    def __str__(self) -> str:
        return self.get_place_display()

    @property
    def name(self) -> str:
        """The heading of the list in the active language."""
        return text_in(self.names)


class MenuItem(Orderable):
    """A link of a menu to a page, under the page's own short name unless `names` says otherwise."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    names = InLanguagesField(_("words of the link, if not the page's name"), blank=True)

    panels = [FieldPanel("page"), FieldPanel("names")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
