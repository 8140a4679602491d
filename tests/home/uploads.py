"""Files people send: pictures with secrets, and files that are no pictures at all."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()

SECRETS = (b"Ada Secret", b"SN-12345", b"xmp-secret", b"iptc-secret", b"comment-secret", b"<script>")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>xmp-secret</rdf:RDF></x:xmpmeta>'
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic", "AVIF": "avif"}


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF data with a position, an author and a serial number."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x013B] = "Ada Secret"
    data.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    data.get_ifd(0x8769)[0xA431] = "SN-12345"
    return data


def iptc() -> bytes:
    """Return a Photoshop segment of a JPEG with an IPTC caption."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", 11) + b"iptc-secret"
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(caption)) + caption + b"\x00" * (len(caption) % 2)
    body = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def drawing(size: tuple[int, int] = (120, 60)) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def profile() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def secretive(kind: str, orientation: int = 1, size: tuple[int, int] = (120, 60)) -> bytes:
    """Return a picture of `kind` that carries everything a photograph should not tell."""
    options: dict[str, Any] = {"exif": exif(orientation).tobytes(), "icc_profile": profile()}
    if kind != "PNG":
        options["xmp"] = XMP
    if kind == "JPEG":
        options["comment"] = b"comment-secret"
    buffer = BytesIO()
    drawing(size).save(buffer, kind, **options)
    content = buffer.getvalue()
    if kind == "JPEG":
        content = content[:2] + iptc() + content[2:] + b"<script>alert(1)</script>"
    return content


def plain(kind: str = "JPEG", size: tuple[int, int] = (120, 60), mode: str = "RGB") -> bytes:
    """Return an innocent picture."""
    buffer = BytesIO()
    drawing(size).convert(mode).save(buffer, kind)
    return buffer.getvalue()


def upload(content: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    """Return `content` as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int) -> bytes:
    """Return a white PNG of one bit a pixel: 120 megapixels weigh 15 kB."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


HOSTILE: dict[str, tuple[bytes, str]] = {
    "jpeg_magic_then_junk": (b"\xff\xd8\xff\xe0" + b"junk" * 50, "a.jpg"),
    "cut_short": (plain("JPEG", (800, 600))[:2000], "a.jpg"),
    "png_cut_short": (plain("PNG", (800, 600))[:200], "a.png"),
    "webp_cut_short": (plain("WEBP", (800, 600))[:100], "a.webp"),
    "avif_cut_short": (plain("AVIF", (200, 100))[:300], "a.avif"),
    "heic_cut_short": (plain("HEIF", (200, 100))[:300], "a.heic"),
    "too_many_pixels": (png_of(12_000, 10_000), "a.png"),
    "absurdly_many_pixels": (png_of(20_000, 20_000), "a.png"),
    "too_many_bytes": (plain() + b"\x00" * (10 * 1024 * 1024), "a.jpg"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.svg"),
    "svg_called_png": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.png"),
    "gif": (plain("GIF"), "a.gif"),
    "gif_called_jpg": (plain("GIF"), "a.jpg"),
    "html": (b"<!doctype html><script>alert(1)</script>", "a.jpg"),
    "tiff_called_jpg": (plain("TIFF"), "a.jpg"),
    "pdf": (b"%PDF-1.7 nothing", "a.jpg"),
    "nearly_nothing": (b"\x00", "a.jpg"),
}
"""What must be refused with a sentence: name of the case, content and file name."""
