"""What rich text may do on this site: links that lead to the reader's own language."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from home.localised_links import link_targets
from languages.locales import locale_code, locale_id


class LocalisedPageLinkHandler(PageLinkHandler):
    """Links in rich text, each leading to the page in the language of the words around it."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the opening tags of the links; a link to a page that is gone loses its address and keeps its words."""
        locale = locale_id(get_language() or "")
        ids = [int(attrs["id"]) for attrs in attrs_list]
        targets = link_targets(ids, locale) if locale else {}
        return [_opening_tag(targets.get(page_id), locale) for page_id in ids]


def _opening_tag(page: Page | None, locale: int | None) -> str:
    if page is None:
        return "<a>"
    other = "" if page.locale_id == locale else f' hreflang="{locale_code(page.locale_id)}"'
    return f'<a href="{escape(page.get_url() or "")}"{other}>'


@hooks.register("register_rich_text_features", order=100)
def register_localised_links(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's handler, which asks the database once a link."""
    features.register_link_type(LocalisedPageLinkHandler)
