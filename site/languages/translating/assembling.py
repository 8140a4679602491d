"""Putting a translation together: a draft with the structure of the original and the words of the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from languages.translating.block_ids import raw_stream, set_stream, with_block_ids
from languages.translating.pairing import Leftover
from languages.translating.segment_labels import OPTIONAL
from languages.translating.segments import NOT_WORDS, Content

Words = Mapping[str, str]  # an HTML fragment by the key of the text it translates
Own = Mapping[str, Any]  # what the language chose for itself, by path


def compose(source: Content, target: Page, words: Words, own: Own, leftovers: Iterable[Leftover] = ()) -> Page:
    """Return `target` with the structure of `source` and these `words`; nothing is saved.

    What has no words is empty: words of the original never stand in for them. Only a title is borrowed, since every page has
    to have one. `leftovers` are the blocks that stay although the original has none like them.
    """
    original = with_block_ids(source.page.with_content_json(source.page.serializable_data()))
    _copy_shared(original, target)
    segments = [*_translated(source, original, words), *_addresses(original, own)]
    values = sorted([*_templates(original), *segments], key=lambda value: value.order)
    ingest_segments(original, target, original.locale, target.locale, values)
    _fill_streams_without_words(original, target, values)
    for path, value in own.items():
        _choose(target, path, value)
    for left in leftovers:
        _put_back(target, left)
    target.title = target.title or source.page.title
    return target


def _copy_shared(original: Page, target: Page) -> None:
    """Copy what is the same in every language, and empty the texts that the original leaves empty."""
    for shared in get_translatable_fields(type(original)):
        field = shared.get_field(type(original))
        if isinstance(field, models.ManyToOneRel) and isinstance(field.remote_field, ParentalKey):
            if not getattr(target, field.name).exists():
                original.copy_child_relation(field.name, target)
        elif isinstance(field, ParentalManyToManyField):
            setattr(target, field.name, list(getattr(original, field.name).all()))
        elif field.name in NOT_WORDS or (field.name in OPTIONAL and not getattr(original, field.name)):
            continue
        elif shared.is_translated(original) and not isinstance(field, StreamField):
            setattr(target, field.attname, "")
        elif shared.is_synchronized(original):
            setattr(target, field.attname, getattr(original, field.attname))


def _templates(original: Page) -> list[Any]:
    return [value for value in extract_segments(original) if isinstance(value, TemplateSegmentValue)]


def _translated(source: Content, original: Page, words: Words) -> Iterable[Any]:
    """Yield the texts of the original, in their order, with the words of the translation."""
    values = [value for value in extract_segments(original) if isinstance(value, StringSegmentValue)]
    known = {(one.path, one.index): one.key for one in source.texts}
    seen: dict[str, int] = {}
    for value in values:
        if value.path in NOT_WORDS or not value.string.data.strip():
            continue
        index = seen[value.path] = seen.get(value.path, -1) + 1
        said = words.get(known[value.path, index], "")
        yield StringSegmentValue(value.path, StringValue(said), attrs=value.attrs, order=value.order)


def _addresses(original: Page, own: Own) -> Iterable[Any]:
    """Yield the links of rich texts that lead elsewhere in this language."""
    for value in extract_segments(original):
        if isinstance(value, OverridableSegmentValue) and "'" in value.path and own.get(value.path):
            yield OverridableSegmentValue(value.path, own[value.path], order=value.order)


def _fill_streams_without_words(original: Page, target: Page, values: Iterable[Any]) -> None:
    """Copy the streams in which there is nothing to translate."""
    touched = {value.path.split(".", 1)[0] for value in values}
    for field in target._meta.get_fields():
        if isinstance(field, StreamField) and field.name not in touched:
            set_stream(target, field, raw_stream(original, field))


def _choose(target: Page, path: str, value: Any) -> None:
    """Put what the language chose into its place; a place that is gone is passed over."""
    name, *rest = path.split(".")
    field = target._meta.get_field(name)
    if value is None or "'" in path:
        return
    if not isinstance(field, StreamField):
        setattr(target, field.attname, value)
        return
    raw = raw_stream(target, field)
    if _set_inside(raw, rest, value):
        set_stream(target, field, raw)


def _set_inside(raw: Any, components: list[str], value: Any) -> bool:
    """Set the value at the end of `components` inside JSON-like data; say whether the place was found."""
    step, *rest = components
    if isinstance(raw, list):
        found = next((item for item in raw if item.get("id") == step), None)
        holder, name = found, "value"
    else:
        holder, name = (raw, step) if isinstance(raw, dict) and step in raw else (None, "")
    if holder is None:
        return False
    if rest and holder[name] is not None:
        return _set_inside(holder[name], rest, value)
    holder[name] = value
    return True


def _put_back(target: Page, left: Leftover) -> None:
    """Put a block that only the translation has behind the block it followed."""
    field = target._meta.get_field(left.field_name)
    raw = raw_stream(target, field)
    places = [number for number, block in enumerate(raw, 1) if block["id"] == left.after]
    raw.insert(places[0] if places else 0, dict(left.block))
    set_stream(target, field, raw)
