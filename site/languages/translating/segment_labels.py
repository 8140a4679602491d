"""Where on a page a text stands, in the words editors know from the page editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

LONG = 80  # characters: what may be longer gets an input of several lines
OPTIONAL = ("short_title", "seo_title", "search_description")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: the field (`part`), the block in it with its number (`block`), the input of the block (`detail`).

    `limit` is how many characters fit, or `None`; `is_long` says that the input should have several lines.
    """

    part: str
    block: str = ""
    detail: str = ""
    limit: int | None = None
    is_long: bool = False

    @property
    def label(self) -> str:
        """The place without its field."""
        return " › ".join(filter(None, (self.block, self.detail))) or self.part


def place_of(page: Page, path: str) -> Place:
    """Return where `path` of `page` stands."""
    name, *rest = path.split(".")
    field = page._meta.get_field(name)
    part = str(capfirst(getattr(field, "verbose_name", name)))
    if not isinstance(field, StreamField):
        limit = getattr(field, "max_length", None)
        return Place(part, limit=limit, is_long=isinstance(field, models.TextField))
    labels = list(_labels(field.value_from_object(page), rest))
    block = labels[-1][1] if labels else None
    if isinstance(block, ImageBlock) and rest[-1] == "alt_text":
        block = block.child_blocks["alt_text"]
        labels.append((_("Alternative text"), block))
    limit = getattr(getattr(block, "field", None), "max_length", None)
    is_long = not isinstance(block, blocks.CharBlock) or (limit or 0) > 2 * LONG
    return Place(part, labels[0][0] if labels else "", " › ".join(label for label, _ in labels[1:]), limit, is_long)


def definition_at(page: Page, path: str) -> Any:
    """Return the definition of the block at `path` of a stream field, `None` if there is none."""
    name, *rest = path.split(".")
    labels = list(_labels(page._meta.get_field(name).value_from_object(page), rest))
    return labels[-1][1] if labels else None


def _labels(value: Any, components: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield the label and definition of each block on the way down `components`; a quoted address ends the way."""
    if not components or components[0].startswith("'"):
        return
    found = _step(value, components[0])
    if found is None:
        return
    label, block, inner = found
    yield label, block
    yield from _labels(inner, components[1:])


def _step(value: Any, component: str) -> tuple[str, Any, Any] | None:
    """Return label, definition and value of the child of `value` that `component` names."""
    if isinstance(value, blocks.StructValue):
        block = value.block.child_blocks.get(component)
        return (str(capfirst(block.label)), block, value.get(component)) if block else None
    if isinstance(value, blocks.StreamValue):
        children = list(value)
    elif isinstance(value, blocks.list_block.ListValue):
        children = list(value.bound_blocks)
    else:
        return None
    for number, child in enumerate(children, 1):
        if child.id == component:
            return f"{number}. {capfirst(child.block.label)}".rstrip(". "), child.block, child.value
    return None
