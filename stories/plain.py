"""The words of a story without markup, for feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags

_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>", re.IGNORECASE)


def _of_text(value: Any) -> Iterator[str]:
    yield from (unescape(strip_tags(part)) for part in _END_OF_PARAGRAPH.split(value.source))


def _of_heading(value: Any) -> Iterator[str]:
    yield value["text"]


def _of_quote(value: Any) -> Iterator[str]:
    yield value["words"]
    yield value["attribution"] or ""


def _of_facts(value: Any) -> Iterator[str]:
    yield value["heading"] or ""
    yield from (f"{fact['label']}: {fact['value']}" for fact in value["facts"])


def _of_steps(value: Any) -> Iterator[str]:
    for number, step in enumerate(value["steps"], start=1):
        yield f"{number}. {step['title']}"
        yield step["text"] or ""


_READERS = {"text": _of_text, "heading": _of_heading, "quote": _of_quote, "facts": _of_facts, "steps": _of_steps}


def _read(body: Any) -> Iterator[str]:
    """Yield the texts of `body`. Only blocks that are read are looked at: others would fetch their pages and pictures."""
    for position, raw in enumerate(body.raw_data):
        if raw["type"] in _READERS:
            yield from _READERS[raw["type"]](body[position].value)


def paragraphs(body: Any) -> list[str]:
    """Return the paragraphs of a `BodyBlock` value in order, as plain text; pictures, film and links on are left out."""
    return [" ".join(text.split()) for text in _read(body) if text.strip()]
