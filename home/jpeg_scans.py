"""How many scans the picture in a JPEG has. Telephones put films and more pictures behind its end; those do not count."""

from __future__ import annotations

import re
from typing import Final

_START_OF_SCAN, _END = 0xDA, 0xD9
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_MARKER: Final = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
_MARKER_AFTER_SCAN: Final = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
"""Inside a scan, 0xFF is followed by zero or is the mark of a restart (ITU-T T.81, B.1.1.2 and B.1.1.5)."""


def scans_of(content: bytes, *, most: int) -> int:
    """Return how many scans the first picture of a JPEG has, counted up to `most` + 1."""
    scans, place, marker = 0, 2, _MARKER
    while scans <= most and (found := marker.search(content, place)):
        kind, place, marker = found[1][0], found.end(), _MARKER
        if kind == _END:
            break
        if kind in _STANDALONE:
            continue
        place += max(int.from_bytes(content[place : place + 2], "big"), 2)
        if kind == _START_OF_SCAN:
            scans, marker = scans + 1, _MARKER_AFTER_SCAN
    return scans
