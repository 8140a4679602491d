"""The home app: the foundation of pages, and the pages of the coalition itself."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from delivery.memory.declarations import RemembersPages
from delivery.stylesheets.declarations import CARD, HasStylesheets


class HomeConfig(RemembersPages, HasStylesheets, AppConfig):
    """Pages, pictures, menus and the words they share."""

    name = "home"
    verbose_name = _("Pages of the coalition")
    remembered_views = frozenset({"wagtail_serve", "sitemap", "sitemap_part"})
    remembered_parameters = ("p",)  # the part of a long sitemap
    stylesheets = {
        "home": (*CARD, "card-lead", "card-line", "poster", "quote", "map", "page-home"),
        "strand": (*CARD, "poster", "quote", "numbered", "prose", "read-in", "page-strand"),
        "standard": ("quote", "numbered", "prose", "read-in", "facts", "page-standard"),
        "error": ("picture", "poster", "field", "search", "empty", "page-error"),
    }

    def ready(self) -> None:
        """Register signal handlers, encoders, checks and what pages show."""
        from delivery.media.served_files import make_public
        from home import (  # noqa: F401  # imported for what they register
            checks,
            encoders,
            orphaned_files,
            presentation,
            report_names,
            rich_text,
            signals,
        )

        make_public("cards/")  # a social card is drawn when its page goes live, and deleted when it no longer is
