"""Facts and steps: short things in a row."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FactBlock(blocks.StructBlock):
    """A label and what it stands for."""

    label = blocks.CharBlock(label=_("label"), max_length=60)
    value = blocks.CharBlock(label=_("fact"), max_length=250)

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class FactsBlock(blocks.StructBlock):
    """Labelled facts, such as when, where and how much."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    facts = blocks.ListBlock(FactBlock(), label=_("facts"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "blocks/facts.html"
        description = _("Labelled facts: when, where, how much.")
        preview_value = {
            "heading": "",
            "facts": [{"label": "When", "value": "Saturdays, 10am to 1pm"}, {"label": "Cost", "value": "Free"}],
        }


class StepBlock(blocks.StructBlock):
    """One numbered step."""

    title = blocks.CharBlock(label=_("what to do"), max_length=100)
    text = blocks.TextBlock(label=_("how"), max_length=400, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "blocks/step.html"
        description = _("One thing to do.")
        preview_value = {"title": "Learn one name", "text": "On your stair, your street or your bus."}


class StepsBlock(blocks.StructBlock):
    """Numbered steps, in order."""

    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"
        description = _("Numbered steps, in order.")
        preview_value = {
            "steps": [
                {"title": "Learn one name", "text": "Say it when you next see them."},
                {"title": "Borrow something", "text": ""},
            ]
        }


class StepsStreamBlock(blocks.StreamBlock):
    """The steps of a strand page."""

    step = StepBlock()
