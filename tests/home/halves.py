"""Small pictures of two halves, in every way of writing colours."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any, Final

from PIL import Image

from tests.home.hostile import chunk

Colour = tuple[int, int, int]
SIZE: Final = (96, 48)
RED, BLUE, WHITE, MIDDLE, LIGHTER = (255, 0, 0), (0, 0, 255), (255, 255, 255), (128, 128, 128), (188, 188, 188)


def halves(mode: str, left: Any, right: Any) -> Image.Image:
    """Return a picture of two halves."""
    image = Image.new(mode, SIZE, right)
    image.paste(left, (0, 0, SIZE[0] // 2, SIZE[1]))
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image as a file of a kind, as good as the kind allows."""
    best: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 98},
        "WEBP": {"lossless": True},
        "AVIF": {"quality": 98, "speed": 10},
        "HEIF": {"quality": 95},
    }
    buffer = BytesIO()
    image.save(buffer, kind, **(best.get(kind, {}) | options))
    return buffer.getvalue()


def grey(kind: str, mode: str, **options: Any) -> bytes:
    """Return a middle grey beside white, in a mode."""
    values: dict[str, Any] = {
        "L": (128, 255),
        "LA": ((128, 255), (255, 255)),
        "I;16": (128 * 257, 65535),
        "RGB": (MIDDLE, WHITE),
        "RGBA": ((*MIDDLE, 255), (*WHITE, 255)),
    }
    if mode == "P":
        return saved(halves("L", 128, 255).convert("P"), kind, **options)
    return saved(halves(mode, *values[mode]), kind, **options)


def colour(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    """Return red beside blue, in a mode."""
    if mode == "P":
        return saved(halves("RGB", RED, BLUE).quantize(8), kind, **options)
    return saved(halves("RGB", RED, BLUE).convert(mode), kind, **options)


def printed(profile: bytes | None = None) -> bytes:
    """Return half black ink beside none, as JPEG of print colours."""
    return saved(halves("CMYK", (0, 0, 0, 127), (0, 0, 0, 0)), "JPEG", **({"icc_profile": profile} if profile else {}))


def deep(colour_type: int, left: tuple[int, ...], right: tuple[int, ...], profile: bytes | None = None) -> bytes:
    """Return a PNG with 16 bits a channel; `left` and `right` are values of 8 bits for each channel."""
    width, height = SIZE
    row = b"\x00" + b"".join(
        bytes((value, value)) for side in (left, right) for _x in range(width // 2) for value in side
    )
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    parts = [chunk(b"IHDR", header)]
    if profile:
        parts.append(chunk(b"iCCP", b"x\x00\x00" + zlib.compress(profile)))
    parts += [chunk(b"IDAT", zlib.compress(row * height)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
