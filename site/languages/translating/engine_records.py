"""What was translated from what: the engine's tables, as this room reads and writes them.

A record belongs to a place of a page and a language. It keeps the words of the original that a translation was made from, so
that they can be shown beside the new ones when the original changes; no record is ever overwritten by that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, TranslatableObject, TranslationContext

from compat.localize import path_id, text_hash

if TYPE_CHECKING:
    from accounts.models import User

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
PERSON = StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass(frozen=True, slots=True)
class Record:
    """A translation (`text`) of the words `source`. `is_machine` while no person has checked it; `tool` names the machine.

    `is_faulty` marks words that cannot be put on the page, kept because somebody typed them.
    """

    source: str
    text: str
    is_machine: bool = False
    tool: str = ""
    is_faulty: bool = False


Records = dict[str, list[Record]]


def records_of(key: UUID, locale_id: int) -> Records:
    """Return everything remembered of a page in a language, by path, newest first, in one query."""
    rows = StringTranslation.objects.filter(context__object_id=key, locale_id=locale_id)
    rows = rows.order_by("-updated_at", "-pk").values_list(
        "context__path", "translation_of__data", "data", "translation_type", "tool_name", "has_error"
    )
    found: Records = defaultdict(list)
    for path, source, text, kind, tool, faulty in rows:
        found[path].append(Record(source, text, kind == MACHINE, tool, faulty))
    return found


class Recorder:
    """Writes the records of one page in one language."""

    def __init__(self, original: Page, locale_id: int, by: User | None) -> None:
        self.original, self.locale_id, self.by = original, locale_id, by
        kind = ContentType.objects.get_for_model(original.get_translation_model())
        self.about, _made = TranslatableObject.objects.get_or_create(
            translation_key=original.translation_key, defaults={"content_type": kind}
        )

    def context(self, path: str) -> Any:
        """Return the engine's name for a place of the page."""
        values = {"object": self.about, "path_id": path_id(path)}
        return TranslationContext.objects.get_or_create(**values, defaults={"path": path})[0]

    def _string(self, text: str) -> Any:
        values = {"locale_id": self.original.locale_id, "data_hash": text_hash(text)}
        return String.objects.get_or_create(**values, defaults={"data": text})[0]

    def keep(self, path: str, record: Record) -> None:
        """Keep a record; one for the same words in the same place gives way to it."""
        values = {
            "data": record.text,
            "translation_type": MACHINE if record.is_machine else PERSON,
            "tool_name": record.tool,
            "has_error": record.is_faulty,
            "last_translated_by": self.by,
        }
        StringTranslation.objects.update_or_create(
            translation_of=self._string(record.source),
            context=self.context(path),
            locale_id=self.locale_id,
            defaults=values,
        )

    def forget(self, path: str, source: str) -> None:
        """Forget the translation of these words in this place: somebody cleared it."""
        StringTranslation.objects.filter(
            translation_of__data_hash=text_hash(source),
            translation_of__locale_id=self.original.locale_id,
            context__object=self.about,
            context__path_id=path_id(path),
            locale_id=self.locale_id,
        ).delete()
