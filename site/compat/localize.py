"""Insides of wagtail-localize 1.14: how its tables find a text and a place of a page again."""

from __future__ import annotations

from uuid import UUID

from wagtail_localize.models import String, TranslationContext


def text_hash(text: str) -> UUID:
    """Return the key of a text within its language: `String.data_hash`, which the tables are searched by."""
    key: UUID = String._get_data_hash(text)
    return key


def path_id(path: str) -> UUID:
    """Return the key of a place of a page: `TranslationContext.path_id`."""
    key: UUID = TranslationContext._get_path_id(path)
    return key
