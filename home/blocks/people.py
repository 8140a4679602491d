"""People who guide the coalition."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

PERSON_PREVIEW = {
    "name": "Ada Example",
    "role": "Chair",
    "organisation": "Independent",
    "portrait": None,
    "text": "Keeps meetings short and makes sure the quietest person speaks.",
}


class PersonBlock(blocks.StructBlock):
    """Somebody's name, role and a few words about them."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("role"), max_length=120)
    organisation = blocks.CharBlock(label=_("organisation"), max_length=120, required=False)
    portrait = ImageBlock(label=_("portrait"), required=False)
    text = blocks.TextBlock(label=_("about them"), max_length=600, required=False)

    class Meta:
        icon = "user"
        label = _("Person")
        template = "blocks/person.html"
        description = _("Name, role, organisation, portrait and a few words.")
        preview_value = PERSON_PREVIEW


class PeopleStreamBlock(blocks.StreamBlock):
    """The people of a people page."""

    person = PersonBlock()


class PeopleBlock(blocks.StructBlock):
    """A few people inside a text."""

    people = blocks.ListBlock(PersonBlock(), label=_("people"), min_num=1)

    class Meta:
        icon = "group"
        label = _("People")
        template = "blocks/people.html"
        description = _("A few people, with their roles.")
        preview_value = {"people": [PERSON_PREVIEW]}
