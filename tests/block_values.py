"""Values for blocks of every kind, with a word of our own in each place that takes words."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

Word = Callable[[str], str]
"""Returns the word for a place, which is named by the way to it."""


def filled(block: blocks.Block, word: Word, picture: int, way: str = "") -> object:
    """Return the raw value of a block: `word` in every text, `picture` in every picture, one of each child of a stream."""
    if isinstance(block, ImageBlock):
        return {"image": picture, "alt_text": word(f"{way}.alt_text"), "decorative": False}
    if isinstance(block, blocks.StreamBlock):
        children = block.child_blocks.items()
        return [
            {"type": name, "value": filled(child, word, picture, f"{way}.{name}"), "id": str(uuid4())}
            for name, child in children
        ]
    if isinstance(block, blocks.StructBlock):
        return {name: filled(child, word, picture, f"{way}.{name}") for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        one = filled(block.child_block, word, picture, way)
        return [] if one is None else [{"type": "item", "value": one, "id": str(uuid4())}]
    return _leaf(block, word, way)


def _leaf(block: blocks.Block, word: Word, way: str) -> object:
    if isinstance(block, blocks.ChoiceBlock):
        return block.get_default() or next(value for value, _label in block.field.choices if value)
    if isinstance(block, blocks.RichTextBlock):
        return f"<p>{word(way)}</p>"
    if isinstance(block, blocks.URLBlock):
        return ""
    return word(way) if isinstance(block, blocks.CharBlock | blocks.TextBlock) else None
