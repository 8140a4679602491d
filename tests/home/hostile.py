"""Files made to hurt: cut short, swollen, or something other than they say. Half are refused; the rest are pictures once cleaned."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any, Final

from PIL import Image, PngImagePlugin

from tests.home.uploads import drawing, iptc, plain

SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML: Final = b"<!doctype html><script>alert(1)</script>"
MEGABYTE: Final = 1024 * 1024


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *more: bytes) -> bytes:
    """Return a white PNG of one bit a pixel, with more chunks after its header: 120 megapixels weigh 15 kB."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * height), 9)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more)
    return start + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def deep_png(width: int, height: int) -> bytes:
    """Return an empty PNG with 16 bits for each of four colours of a pixel."""
    header = struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0)
    pack = zlib.compressobj(1)
    rows = b"".join(pack.compress(b"\x00" * (width * 8 + 1)) for _row in range(height)) + pack.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_that_says(width: int, height: int) -> bytes:
    """Return a small JPEG whose header claims another size."""
    content = bytearray(plain("JPEG"))
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def heif_that_says(kind: str, width: int, height: int) -> bytes:
    """Return a small AVIF or HEIC whose boxes claim another size."""
    content = bytearray(plain(kind))
    place = content.index(b"ispe") + 8
    content[place : place + 8] = struct.pack(">II", width, height)
    return bytes(content)


def jpeg_of_many_scans(scans: int, size: tuple[int, int]) -> bytes:
    """Return a progressive JPEG whose last scan is there again and again: each costs as much time as a whole picture."""
    buffer = BytesIO()
    Image.new("RGB", size, "white").save(buffer, "JPEG", progressive=True, quality=50)
    content = buffer.getvalue()
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * scans + b"\xff\xd9"


def large(kind: str, mode: str, size: tuple[int, int]) -> bytes:
    """Return a picture of one colour with many pixels."""
    buffer = BytesIO()
    quick: dict[str, dict[str, Any]] = {
        "AVIF": {"speed": 10},
        "WEBP": {"method": 0},
        "HEIF": {"enc_params": {"preset": "ultrafast"}},
    }
    Image.new(mode, size).save(buffer, kind, **quick.get(kind, {}))
    return buffer.getvalue()


def jpeg_with(*segments: bytes) -> bytes:
    """Return a JPEG with segments of metadata at its start."""
    content = plain("JPEG")
    return content[:2] + b"".join(segments) + content[2:]


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def moving(kind: str, frames: int) -> bytes:
    """Return a film of many frames in a format for pictures."""
    buffer = BytesIO()
    images = [drawing((200 + number % 2, 200)).resize((200, 200)) for number in range(frames)]
    images[0].save(buffer, kind, save_all=True, append_images=images[1:], duration=10)
    return buffer.getvalue()


def png_with_words(text: str) -> bytes:
    """Return a PNG with a long compressed text, as a decompression bomb has."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text, zip=True)
    buffer = BytesIO()
    drawing().save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def _broken_header() -> bytes:
    content = bytearray(plain("PNG"))
    content[29] ^= 0xFF  # the checksum of IHDR
    return bytes(content)


REFUSED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "jpeg_magic_then_junk": (lambda: b"\xff\xd8\xff\xe0" + b"junk" * 50, "a.jpg"),
    "cut_short": (lambda: plain("JPEG", (800, 600))[:2000], "a.jpg"),
    "png_cut_short": (lambda: plain("PNG", (800, 600))[:200], "a.png"),
    "webp_cut_short": (lambda: plain("WEBP", (800, 600))[:100], "a.webp"),
    "avif_cut_short": (lambda: plain("AVIF", (200, 100))[:300], "a.avif"),
    "heic_cut_short": (lambda: plain("HEIF", (200, 100))[:300], "a.heic"),
    "png_with_a_broken_header": (lambda: _broken_header(), "a.png"),
    "png_without_pixels": (lambda: png_of(0, 0), "a.png"),
    "too_many_pixels": (lambda: png_of(12_000, 10_000), "a.png"),
    "absurdly_many_pixels": (lambda: png_of(20_000, 20_000), "a.png"),
    "jpeg_that_says_it_is_huge": (lambda: jpeg_that_says(65_500, 65_500), "a.jpg"),
    "avif_that_says_it_is_huge": (lambda: heif_that_says("AVIF", 60_000, 60_000), "a.avif"),
    "heic_that_says_it_is_huge": (lambda: heif_that_says("HEIF", 60_000, 60_000), "a.heic"),
    "webp_too_large_to_decode": (lambda: large("WEBP", "RGB", (5000, 4999)), "a.webp"),
    "too_many_bytes": (lambda: plain() + b"\x00" * (10 * MEGABYTE), "a.jpg"),
    "jpeg_of_very_many_scans": (lambda: jpeg_of_many_scans(3000, (5000, 4900)), "a.jpg"),
    "png_with_a_text_that_swells": (lambda: png_with_words("x" * (8 * MEGABYTE)), "a.png"),
    "svg": (lambda: SVG, "a.svg"),
    "svg_called_png": (lambda: SVG, "a.png"),
    "gif": (lambda: plain("GIF"), "a.gif"),
    "gif_called_jpg": (lambda: plain("GIF"), "a.jpg"),
    "html": (lambda: HTML, "a.jpg"),
    "tiff_called_jpg": (lambda: plain("TIFF"), "a.jpg"),
    "bmp_called_png": (lambda: plain("BMP"), "a.png"),
    "icon": (lambda: plain("ICO", (16, 16)), "a.png"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n", "a.jpg"),
    "pdf": (lambda: b"%PDF-1.7 nothing", "a.jpg"),
    "zip": (lambda: b"PK\x03\x04" + b"\x00" * 60, "a.jpg"),
    "program": (lambda: b"MZ" + b"\x00" * 200, "a.jpg"),
    "nearly_nothing": (lambda: b"\x00", "a.jpg"),
}
"""What must be refused with a sentence: name of the case, content and file name."""

NEUTRALISED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "page_behind_a_jpeg": (lambda: plain() + HTML, "a.jpg"),
    "archive_behind_a_png": (lambda: plain("PNG") + b"PK\x03\x04<script>", "a.png"),
    "page_in_a_comment": (lambda: jpeg_with(segment(0xFE, HTML)), "a.jpg"),
    "php_in_a_caption": (
        lambda: jpeg_with(iptc(), segment(0xFE, b"<?php system($_GET[0]); <script>")),
        "../../a.php.jpg",
    ),
    "many_segments": (lambda: jpeg_with(*[segment(0xED, b"<script>" * 8000)] * 100), "a.jpg"),
    "broken_exif": (lambda: jpeg_with(segment(0xE1, b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff<script>")), "a.jpg"),
    "film_in_a_png": (lambda: moving("PNG", 200), "a.png"),
    "film_in_a_webp": (lambda: moving("WEBP", 200), "a.webp"),
    "deep_and_large": (lambda: deep_png(5000, 4999), "a.png"),
    "webp_as_large_as_may_be": (lambda: large("WEBP", "RGBA", (5000, 2799)), "a.webp"),
    "avif_as_large_as_may_be": (lambda: large("AVIF", "RGBA", (5000, 3999)), "a.avif"),
    "heic_as_large_as_may_be": (lambda: large("HEIF", "RGB", (5000, 4999)), "a.heic"),
    "print_colours_as_large_as_may_be": (lambda: large("JPEG", "CMYK", (5000, 4999)), "a.jpg"),
    "jpeg_of_many_scans": (lambda: jpeg_of_many_scans(20, (1200, 900)), "a.jpg"),
    "long_name": (lambda: plain(), "<script>" * 40 + "\u202egpj.jpg"),
}
"""What is taken, as the picture it shows and nothing else."""

HOSTILE: Final = REFUSED | NEUTRALISED


@cache
def file(case: str) -> tuple[bytes, str]:
    """Return the content and the name of a file; it is made once."""
    content, name = HOSTILE[case]
    return content(), name
