"""Ways on: related pages and a call to action. Links are chosen once and lead to the reader's own language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from home.localised_links import link_targets

Context = dict[str, Any]
"""What a template is given."""


class CallToActionBlock(blocks.StructBlock):
    """A button with a sentence that says why."""

    text = blocks.CharBlock(label=_("sentence"), max_length=200, required=False)
    label = blocks.CharBlock(label=_("button says"), max_length=40, help_text=_("Start with a verb."))
    page = blocks.PageChooserBlock(label=_("leads to a page"), required=False)
    url = blocks.URLBlock(label=_("or to an address"), required=False)

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "blocks/call_to_action.html"
        description = _("A button with a sentence that says why.")
        preview_value = {
            "text": "You need one thing you will do.",
            "label": "Make a pledge",
            "page": None,
            "url": "https://together.example/",
        }

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add `target`: the page in the reader's language, if there is one."""
        context: Context = super().get_context(value, parent_context=parent_context)
        page = value.get("page")
        host = context.get("page")
        context["target"] = link_targets([page.pk], host.locale_id).get(page.pk) if page and host else page
        return context


class RelatedPagesBlock(blocks.StructBlock):
    """Pages worth reading next."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("pages"), min_num=1, max_num=6)

    class Meta:
        icon = "doc-full"
        label = _("Related pages and stories")
        template = "blocks/related.html"
        description = _("Up to six pages or stories worth reading next.")
        preview_template = "blocks/related_preview.html"

    def get_context(self, value: blocks.StructValue, parent_context: Context | None = None) -> Context:
        """Add `related`: the live pages, each in the reader's language where there is a translation."""
        context: Context = super().get_context(value, parent_context=parent_context)
        chosen: list[Page] = [page for page in value["pages"] if page]
        host = context.get("page")
        found = (
            link_targets([page.pk for page in chosen], host.locale_id) if host else {page.pk: page for page in chosen}
        )
        context["related"] = [found[page.pk] for page in chosen if page.pk in found]
        return context
