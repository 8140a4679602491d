"""Files people send: pictures with secrets, and files that are no pictures at all."""

from __future__ import annotations

import struct
from functools import cache
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


@cache
def profile() -> bytes:
    """Return a colour profile, always the same: one made a second later says so."""
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
