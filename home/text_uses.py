"""What becomes of the words in a text field. Every field that takes words says so once; tests hold the code to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUse:
    """What becomes of the words in one field."""

    is_read: bool = True
    """Readers, or machines on their behalf, get to read it."""
    may_name: bool = True
    """It may name a person: consent and warnings look through it."""
    is_searched: bool = False
    is_translated: bool = True
    """It has words of its own in each language; else all languages show the same."""


SHOWN: Final = TextUse()
SEARCHED: Final = TextUse(is_searched=True)
SAME_IN_ALL_LANGUAGES: Final = TextUse(is_translated=False)
INTERNAL: Final = TextUse(is_read=False, may_name=False, is_translated=False)
"""Read by members and editors alone, or by nobody: an address, a mark, a note. It is erased with what it is about."""


TextUses = Mapping[str, TextUse]


def text_uses_of(model: type[Model]) -> TextUses:
    """Return what a model and those it is built on declare as `text_uses`, by the name of the field."""
    found: dict[str, TextUse] = {}
    for base in reversed(model.__mro__):
        found |= vars(base).get("text_uses", {})
    return found
