"""What is written into Wagtail's index for an object: each field is read once, and stands on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Manager, Model
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField

from languages.locales import locale_code
from search import welsh

MAX_CHARACTERS = 200_000  # PostgreSQL refuses text that makes more than 1 MB of word positions
FACTS = "\n\n"  # between what a page says and facts about it that nobody would read as a sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """The texts of one object: its title, everything else, and what it is suggested under."""

    object_id: str
    title: str
    body: str
    autocomplete: str


def as_text(value: object) -> str:
    """Return a field's value as text; the parts of a list or mapping stand on lines of their own."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(as_text(part) for part in value)
    return "" if value is None else force_str(value)


def _values(obj: Model, fields: Iterable[BaseField | RelatedFields]) -> Iterator[tuple[BaseField, Model, str]]:
    """Yield every text to index, with its field and the object the field belongs to."""
    for field in fields:
        if isinstance(field, RelatedFields):
            related = field.get_value(obj)
            objects = related.all() if isinstance(related, Manager) else [related] if related is not None else []
            for found in objects:
                yield from _values(found, field.fields)
        elif isinstance(field, SearchField | AutocompleteField):
            yield field, obj, as_text(field.get_value(obj)).replace("\0", " ")


def _is_computed(field: BaseField, obj: Model) -> bool:
    try:
        field.get_field(type(obj))
    except FieldDoesNotExist:
        return True
    return False


def _radicals(obj: Any, texts: list[str]) -> list[str]:
    """Return what a Welsh page is found by beside its words: see `search.welsh.lost_radicals`."""
    locale = getattr(obj, "locale_id", None)
    return welsh.lost_radicals("\n".join(texts)) if locale and locale_code(locale) == "cy" else []


def entry_of(obj: Any) -> Entry:
    """Return what the index keeps of an indexed object. Computed fields are facts: they come last, after `FACTS`."""
    title: list[str] = []
    prose: list[str] = []
    facts: list[str] = []
    autocomplete: list[str] = []
    for field, owner, text in _values(obj, obj.get_search_fields()):
        if isinstance(field, AutocompleteField):
            autocomplete.append(text)
        elif field.field_name == "title":
            title.append(text)
        else:
            (facts if _is_computed(field, owner) else prose).append(text)
    facts += _radicals(obj, [*title, *prose, *facts])
    body = FACTS.join(["\n".join(filter(None, prose)), "\n".join(filter(None, facts))])
    return Entry(force_str(obj.pk), " ".join(title), body[:MAX_CHARACTERS], " ".join(autocomplete))
