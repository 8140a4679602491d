"""Giving every block of a page an identity that stays the same each time the page is read.

Segments are found again by the ids of the blocks they stand in. Blocks written by the editor have ids; items of lists that were
written by code may have none, and Wagtail would give them new ones at every reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from compat.wagtail import is_list_item

NO_PICTURE = {"image": None, "alt_text": None, "decorative": None}
"""What an empty input for a picture is saved as; code may leave it out, which the engine does not take."""


def stream_fields(page: Page) -> Iterator[StreamField]:
    """Yield the stream fields of a page's model, in their order."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield field


def raw_stream(page: Page, field: StreamField) -> list[dict[str, Any]]:
    """Return what a stream field holds, as JSON-like data in which every block and every item of a list has an id."""
    raw = field.value_from_object(page).get_prep_value() if field.value_from_object(page) else []
    return list(_stream(field.stream_block, raw, field.name))


def set_stream(page: Page, field: StreamField, raw: list[dict[str, Any]]) -> None:
    """Put JSON-like data into a stream field."""
    setattr(page, field.name, json.dumps(raw, cls=DjangoJSONEncoder))


def with_block_ids(page: Page) -> Page:
    """Return `page` itself, its blocks with ids that any other reading of the same content would give them too."""
    for field in stream_fields(page):
        set_stream(page, field, raw_stream(page, field))
    return page


def _id(place: str, number: int) -> str:
    return str(uuid5(NAMESPACE_OID, f"{place}/{number}"))


def _stream(block: Any, raw: list[dict[str, Any]], place: str) -> Iterator[dict[str, Any]]:
    for number, child in enumerate(raw):
        own = child.get("id") or _id(place, number)
        known = block.child_blocks.get(child["type"])
        yield {**child, "id": own, "value": _value(known, child["value"], own)}


def _list(block: Any, raw: list[Any], place: str) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(raw):
        if not is_list_item(block, item):
            item = {"type": "item", "value": item}
        own = item.get("id") or _id(place, number)
        yield {**item, "id": own, "value": _value(block.child_block, item["value"], own)}


def _value(block: Any, raw: Any, place: str) -> Any:
    if isinstance(block, blocks.StreamBlock):
        return list(_stream(block, raw or [], place))
    if isinstance(block, blocks.ListBlock):
        return list(_list(block, raw or [], place))
    if isinstance(block, ImageBlock) and raw is None:
        return dict(NO_PICTURE)
    if isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        pictures = {name: None for name, child in block.child_blocks.items() if isinstance(child, ImageBlock)}
        whole = {**pictures, **raw}
        return {name: _value(block.child_blocks.get(name), value, f"{place}/{name}") for name, value in whole.items()}
    return raw
