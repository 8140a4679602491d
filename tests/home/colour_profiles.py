"""Colour profiles made by hand (ICC.1:2022), so that what a picture should look like is known without the library that converts it."""

from __future__ import annotations

import struct
from functools import cache

SRGB_PRIMARIES = ((0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
"""Red, green and blue of sRGB as XYZ under D50."""
D50 = (0.9642, 1.0, 0.8249)


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \x00\x00\x00\x00" + b"".join(map(_fixed, values))


def _gamma(exponent: float) -> bytes:
    return b"curv\x00\x00\x00\x00" + struct.pack(">IH", 1, round(exponent * 256))


def _text(words: str) -> bytes:
    return b"text\x00\x00\x00\x00" + words.encode() + b"\x00"


def _description(words: str) -> bytes:
    plain = words.encode() + b"\x00"
    return b"desc\x00\x00\x00\x00" + struct.pack(">I", len(plain)) + plain + b"\x00" * 78


def made(space: bytes, tags: dict[bytes, bytes], *, kind: bytes = b"mntr", between: bytes = b"XYZ ") -> bytes:
    """Return a profile of version 2.4 for a colour space of four letters, with the tags every profile needs and `tags`."""
    tags = {b"desc": _description("Made for a test"), b"cprt": _text("Nobody"), b"wtpt": _xyz(D50)} | tags
    place, table, data = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        content += b"\x00" * (-len(content) % 4)
        table += name + struct.pack(">II", place + len(data), len(content))
        data += content
    size = place + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, kind, space, between) + b"\x00" * 12 + b"acsp"
    header += b"\x00" * 28 + b"".join(map(_fixed, D50)) + b"\x00" * 48
    return header + struct.pack(">I", len(tags)) + table + data


@cache
def grey(exponent: float = 1.0) -> bytes:
    """Return a profile of greys; with exponent 1 the middle value is shown as 188."""
    return made(b"GRAY", {b"kTRC": _gamma(exponent)})


@cache
def screen(exponent: float = 2.2, *, padding: int = 0, swapped: bool = False, kind: bytes = b"mntr") -> bytes:
    """Return a profile of a screen with the colours of sRGB; `swapped` calls red what is blue; `padding` are bytes of a private tag."""
    red, green, blue = SRGB_PRIMARIES[::-1] if swapped else SRGB_PRIMARIES
    tags = {b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _gamma(exponent))
    return made(b"RGB ", tags | ({b"pad1": b"data\x00\x00\x00\x00" + b"\x00" * padding} if padding else {}), kind=kind)


@cache
def printing() -> bytes:
    """Return a profile of print colours in which black ink alone counts: half of it is Lab (50, 0, 0), a grey of 119."""
    curves, paper, ink = bytes(range(256)), bytes((255, 128, 128)), bytes((0, 128, 128))
    head = b"mft1\x00\x00\x00\x00" + bytes((4, 3, 2, 0))
    matrix = b"".join(map(_fixed, (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    return made(
        b"CMYK",
        {b"A2B0": head + matrix + curves * 4 + (paper + ink) * 8 + curves * 3},
        kind=b"prtr",
        between=b"Lab ",
    )
