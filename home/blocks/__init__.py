"""The blocks pages are made of: few and well made, a family a module. `__all__` is the catalogue."""

from home.blocks.body import BodyBlock
from home.blocks.dates import EventBlock, EventsBlock
from home.blocks.links import CallToActionBlock, RelatedPagesBlock
from home.blocks.lists import FactBlock, FactsBlock, StepBlock, StepsBlock, StepsStreamBlock
from home.blocks.media import AlternativesBlock, MediaBlock
from home.blocks.people import PeopleStreamBlock, PersonBlock
from home.blocks.text import HeadingBlock, PictureBlock, QuoteBlock, TextBlock

__all__ = [
    "AlternativesBlock",
    "BodyBlock",
    "CallToActionBlock",
    "EventBlock",
    "EventsBlock",
    "FactBlock",
    "FactsBlock",
    "HeadingBlock",
    "MediaBlock",
    "PeopleStreamBlock",
    "PersonBlock",
    "PictureBlock",
    "QuoteBlock",
    "RelatedPagesBlock",
    "StepBlock",
    "StepsBlock",
    "StepsStreamBlock",
    "TextBlock",
]
