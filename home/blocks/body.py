"""The body of a page: every block a page of words may hold, in groups editors look for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.links import CallToActionBlock, RelatedPagesBlock
from home.blocks.lists import FactsBlock, StepsBlock
from home.blocks.media import AlternativesBlock, MediaBlock
from home.blocks.people import PeopleBlock
from home.blocks.text import HeadingBlock, PictureBlock, QuoteBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """What a page says."""

    text = TextBlock(group=_("Words"))
    heading = HeadingBlock(group=_("Words"))
    quote = QuoteBlock(group=_("Words"))
    picture = PictureBlock(group=_("Pictures, film and sound"))
    media = MediaBlock(group=_("Pictures, film and sound"))
    alternatives = AlternativesBlock(group=_("Pictures, film and sound"))
    facts = FactsBlock(group=_("Lists"))
    steps = StepsBlock(group=_("Lists"))
    people = PeopleBlock(group=_("Lists"))
    related = RelatedPagesBlock(group=_("Ways on"))
    call_to_action = CallToActionBlock(group=_("Ways on"))

    class Meta:
        template = "blocks/body.html"
