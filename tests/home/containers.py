"""What lies in a file beside its pixels, read from the parts of the container and not by the library that wrote it.

Each function returns the names of the parts, in their order; bytes that belong to no part raise `ValueError`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

ALLOWED: Final = {
    "jpeg": {"SOI", "JFIF", "ICC_PROFILE", "Adobe", "DQT", "DHT", "SOF", "DRI", "SOS", "EOI"},
    "png": {"IHDR", "PLTE", "tRNS", "iCCP", "IDAT", "IEND"},
    "webp": {"VP8X", "VP8", "VP8L", "ALPH", "ICCP"},
    "avif": {"ftyp", "meta", "hdlr", "pitm", "iloc", "iinf", "infe av01", "iref", "iprp", "ipco", "ipma", "mdat"}
    | {"ispe", "pixi", "av1C", "colr", "auxC", "irot", "imir"},
}
"""The parts that pixels, their turning and their colours need."""
_STANDALONE = {0xD8: "SOI", 0xD9: "EOI"}
_NAMED = {0xDB: "DQT", 0xC4: "DHT", 0xC0: "SOF", 0xC1: "SOF", 0xC2: "SOF", 0xDD: "DRI", 0xDA: "SOS", 0xFE: "COM"}
_BOXES_OF_BOXES = {"meta": 4, "iprp": 0, "ipco": 0, "iref": 4}
"""Boxes that hold boxes, and how many bytes stand before those (ISO/IEC 14496-12)."""


def kind_of(content: bytes) -> str:
    """Return which container a file is; raises `ValueError` for any other."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:12] == b"ftypavif":
        return "avif"
    raise ValueError(content[:16])


def parts_of(content: bytes) -> list[str]:
    """Return the names of the parts of a picture."""
    readers = {"jpeg": _jpeg, "png": _png, "webp": _webp, "avif": _avif}
    return list(readers[kind_of(content)](content))


def _jpeg(content: bytes) -> Iterator[str]:
    """ITU-T T.81, annex B."""
    place = 0
    while place < len(content):
        if content[place] != 0xFF:
            raise ValueError(f"Bytes of no segment at {place}")
        marker = content[place + 1]
        place += 2
        if marker in _STANDALONE:
            yield _STANDALONE[marker]
            continue
        length = struct.unpack_from(">H", content, place)[0]
        yield _NAMED.get(marker) or content[place + 2 : place + length].split(b"\x00")[0][:11].decode("latin-1")[:11]
        place += length
        if marker == 0xDA:
            place = _after_scan(content, place)


def _after_scan(content: bytes, place: int) -> int:
    while content[place] != 0xFF or content[place + 1] == 0 or 0xD0 <= content[place + 1] <= 0xD7:
        place += 1
    return place


def _png(content: bytes) -> Iterator[str]:
    """ISO/IEC 15948, 5.3."""
    place = 8
    while place < len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        yield name.decode("latin-1")
        place += length + 12
    if place != len(content):
        raise ValueError("Bytes of no chunk at the end")


def _webp(content: bytes) -> Iterator[str]:
    """RFC 9649."""
    if struct.unpack_from("<I", content, 4)[0] + 8 != len(content):
        raise ValueError("Bytes of no chunk at the end")
    place = 12
    while place < len(content):
        name, length = struct.unpack_from("<4sI", content, place)
        yield name.decode("latin-1").strip()
        if name == b"VP8X" and content[place + 8] & 0b00001110:  # Exif, XMP, animation
            yield "VP8X with metadata"
        place += 8 + length + length % 2


def _avif(content: bytes) -> Iterator[str]:
    """ISO/IEC 23008-12; every byte of the data belongs to an item."""
    yield from _boxes(content, 0, len(content))
    data = content.index(b"mdat") - 4
    size = struct.unpack_from(">I", content, data)[0] - 8
    if sum(_extents(content)) != size:
        raise ValueError("Bytes of no item in the data")


def _boxes(content: bytes, place: int, end: int) -> Iterator[str]:
    while place < end:
        length, raw = struct.unpack_from(">I4s", content, place)
        name = raw.decode("latin-1")
        yield name
        if name == "iinf":
            yield from _items(content, place + 14, place + length)
        elif name in _BOXES_OF_BOXES and name != "iref":
            yield from _boxes(content, place + 8 + _BOXES_OF_BOXES[name], place + length)
        place += length
    if place != end:
        raise ValueError("Bytes of no box at the end")


def _items(content: bytes, place: int, end: int) -> Iterator[str]:
    while place < end:
        length = struct.unpack_from(">I", content, place)[0]
        yield f"infe {content[place + 16 : place + 20].decode('latin-1')}"
        place += length


def _extents(content: bytes) -> Iterator[int]:
    """Yield how many bytes each item of an `iloc` box has, of the version and the sizes that libavif writes."""
    place = content.index(b"iloc") + 4
    version, sizes, count = struct.unpack_from(">B3xHH", content, place)
    if version or sizes >> 8 != 0x44 or sizes & 0xFF:
        raise ValueError("An iloc box of another form")
    place += 8
    for _item in range(count):
        extents = struct.unpack_from(">H", content, place + 4)[0]
        place += 6
        for _extent in range(extents):
            yield struct.unpack_from(">I", content, place + 4)[0]
            place += 8
