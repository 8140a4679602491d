"""Which compression a reader gets: read from `Accept-Encoding` (RFC 9110, section 12.5.3), nonsense included."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Final

import brotli  # type: ignore[import-untyped]  # it brings no types

BROTLI_QUALITY: Final = 5
GZIP_LEVEL: Final = 6
PREFERENCE: Final = ("br", "gzip", "")
"""Best first; '' is the plain text."""
_MAX_HEADER: Final = 200


@lru_cache(maxsize=256)
def preferred(accept: str) -> str:
    """Return `br`, `gzip` or '' (plain): what the header likes best, the smallest first. Never refuses to answer."""
    wishes = _wishes(accept[:_MAX_HEADER])
    anything = wishes.get("*", 0.0)
    likings = {name: wishes.get(name or "identity", anything) for name in PREFERENCE}
    best = max(PREFERENCE, key=lambda name: likings[name])
    return best if likings[best] else ""


def _wishes(accept: str) -> dict[str, float]:
    """Return the weight of each name in the header; a weight that is no number between 0 and 1 is no wish."""
    wishes: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, _, parameters = part.partition(";")
        name = "gzip" if name.strip() == "x-gzip" else name.strip()
        if name:
            wishes[name] = max(_weight(parameters), wishes.get(name, 0.0))
    return wishes


def _weight(parameters: str) -> float:
    text = parameters.replace(" ", "")
    if not text:
        return 1.0
    try:
        weight = float(text.removeprefix("q="))
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def compress(body: bytes) -> dict[str, bytes]:
    """Return the compressed forms of a body by the name of their encoding; those that save nothing are left out."""
    forms = {
        "br": brotli.compress(body, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
    }
    return {name: form for name, form in forms.items() if len(form) < len(body)}
