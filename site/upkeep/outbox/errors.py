"""What is kept of an error: its class and a few words, nothing of the person it happened to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MAX_LENGTH: Final = 300
SHORTEST: Final = 4
"""Shorter strings of a payload, such as language codes, name nobody and stand inside other words."""

_ADDRESS: Final = re.compile(r"[^\s<>()\[\]{},;:'\"]+@[^\s<>()\[\]{},;:'\"]+")


def describe(error: Exception, payload: object) -> str:
    """Return the class and the message of `error`; addresses and whatever stands in `payload` are replaced by dots."""
    message = " ".join(str(error).split())
    for secret in sorted(_strings(payload), key=len, reverse=True):
        message = message.replace(secret, "…")
    message = _ADDRESS.sub("…", message)
    return f"{type(error).__name__}: {message}"[:MAX_LENGTH].rstrip(": ")


def _strings(value: object) -> Iterator[str]:
    """Yield the strings of a payload, however deep."""
    if isinstance(value, str):
        if len(value) >= SHORTEST:
            yield " ".join(value.split())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
