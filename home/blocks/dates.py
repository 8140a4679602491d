"""Dated rows. Events grow into a capability of their own; until then a strand page carries its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class EventBlock(blocks.StructBlock):
    """Something that happens on a day."""

    date = blocks.DateBlock(label=_("date"))
    title = blocks.CharBlock(label=_("what it is"), max_length=120)
    detail = blocks.CharBlock(
        label=_("where, access and cost"),
        max_length=200,
        help_text=_("Always say step-free access, hearing loop and cost."),
    )
    host = blocks.CharBlock(label=_("who holds it"), max_length=120, required=False)

    class Meta:
        icon = "date"
        label = _("Event")
        template = "blocks/event.html"
        description = _("A dated row. It leaves the page after its day.")
        preview_value = {
            "date": "2026-12-05",
            "title": "The Long Lunch",
            "detail": "Example Row, Northbeck, free, step-free, hearing loop",
            "host": "Exampleton Town Council",
        }


class EventsBlock(blocks.StreamBlock):
    """The events of a strand page."""

    event = EventBlock()
