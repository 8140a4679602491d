"""Uploaded pictures, made safe before the first write.

A picture is decoded within limits (SAFETY.md: 10 MB, 25 megapixels, read from the header before decoding) and encoded again
from its pixels, so that position, author, serial numbers and anything hidden behind the image are gone. Orientation is
applied; the colour profile is kept. HEIC becomes JPEG, which every browser reads, AVIF becomes WebP, and either WebP or AVIF with
transparency PNG, which take less to write. A picture keeps twice the width of the widest
rendition and no more: cutting 40 renditions out of a 25-megapixel photograph would take half a minute.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

from home.jpeg_scans import scans_of
from home.picture_colours import Coloured, for_screens

pillow_heif.register_heif_opener()

# What is read, and what it is written as: the options keep quality high, since renditions are made from this file.
FORMATS: dict[str, tuple[str, str, dict[str, object]]] = {
    "JPEG": ("JPEG", ".jpg", {"quality": 92, "optimize": True}),
    "MPO": ("JPEG", ".jpg", {"quality": 92, "optimize": True}),
    "HEIF": ("JPEG", ".jpg", {"quality": 92, "optimize": True}),
    "PNG": ("PNG", ".png", {"optimize": False}),
    "WEBP": ("WEBP", ".webp", {"quality": 92}),
    "AVIF": ("WEBP", ".webp", {"quality": 92}),
}
# WebP and AVIF with transparency: writing them again would take 350 MB, and AVIF of any kind up to six seconds.
TRANSPARENT = ("RGBA", "LA")
# MPO, several JPEGs in one file as some cameras write them, is opened by the JPEG plug-in and has no opener of its own.
OPENED_AS = [kind for kind in FORMATS if kind != "MPO"]
PLAIN_MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA")}
# Everything Pillow and its codecs raise for files that are cut short, damaged, or made to hurt.
DAMAGED = (
    *(OSError, ValueError, SyntaxError, EOFError, RuntimeError, TypeError, MemoryError),
    *(LookupError, ArithmeticError, AssertionError, struct.error, zlib.error),
)
# A progressive JPEG has about ten scans. Each costs the time of a whole picture, and a scan that changes nothing takes ten bytes.
MAX_SCANS = 100
# Pillow reads these by way of decoders for films, which hold more copies: with as many pixels as others they would take 400 MB.
FEWER_PIXELS = {"WEBP": 14_000_000, "AVIF": 20_000_000}
# How a picture stands upright, by what EXIF says of the camera (Exif 3.0, 4.6.5.1.5).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What can be made smaller as it is; the rest (palettes, one bit or sixteen bits a pixel) becomes plain colours before that.
SHRINKS_AS_IT_IS = ("RGB", "RGBA", "L", "LA", "CMYK")
PREMULTIPLIED = {"RGBA": "RGBa", "LA": "La"}


class RefusedPictureError(ValidationError):
    """The upload is not a picture the site can take; the message says what to do."""


class SanitisedFile(ContentFile):  # type: ignore[type-arg]  # not generic at run time
    """A picture that has been through `sanitised_upload`; it need not go through it again."""


def _refuse_unreadable() -> RefusedPictureError:
    return RefusedPictureError(
        _("This file is not a picture we can read. Send a JPEG, PNG, WebP, HEIC or AVIF file."), code="unreadable"
    )


def _refuse_large() -> RefusedPictureError:
    return RefusedPictureError(
        _("This picture has too many pixels. Send one of at most 25 megapixels."), code="too_many_pixels"
    )


def _refuse_larger_than(pixels: int) -> RefusedPictureError:
    return RefusedPictureError(
        _("This kind of picture may have at most %(number)s megapixels. Send a smaller one, or send it as a JPEG file.")
        % {"number": pixels // 1_000_000},
        code="too_many_pixels",
    )


def _refuse_damaged() -> RefusedPictureError:
    return RefusedPictureError(_("This picture is damaged or cut short. Try to send it again."), code="damaged")


def _open(upload: IO[bytes]) -> Image.Image:
    """Return the image, header read and limits checked; raises `RefusedPictureError`."""
    upload.seek(0)
    try:
        image = Image.open(upload, formats=OPENED_AS)
    except Image.DecompressionBombError as error:
        raise _refuse_large() from error
    except (UnidentifiedImageError, *DAMAGED) as error:
        raise _refuse_unreadable() from error
    if image.width * image.height > settings.PICTURE_MAX_PIXELS:
        raise _refuse_large()
    limit = FEWER_PIXELS.get(image.format or "", settings.PICTURE_MAX_PIXELS)
    if image.width * image.height > limit:
        raise _refuse_larger_than(limit)
    return image


def _content(upload: IO[bytes]) -> bytes:
    upload.seek(0)
    return upload.read()


def _load(image: Image.Image) -> None:
    """Decode the pixels; raises `RefusedPictureError` when the file is cut short or damaged."""
    edge = settings.PICTURE_MAX_EDGE
    try:
        image.draft(None, (edge, edge))  # a large JPEG is decoded at a fraction of its size
        image.load()
    except Image.DecompressionBombError as error:
        raise _refuse_large() from error
    except DAMAGED as error:
        raise _refuse_damaged() from error
    vars(image).pop("_decoder", None)  # kept for the next frame of a film, with copies of the pixels


def _in_plain_colours(image: Image.Image, format_name: str) -> Image.Image:
    """Return the pixels in a mode that the format and every rendition can take: no palette, no print colours."""
    if image.mode in PLAIN_MODES.get(format_name, ("RGB", "RGBA")):
        return image
    if format_name != "JPEG" and image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):  # 16 bits a pixel: keep the upper eight
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("L" if image.mode == "1" else "RGB")


def _smaller(image: Image.Image) -> Image.Image:
    """Return the pixels at the size they are kept in; `image` may be used up, so that fewer copies are there at once."""
    edge = settings.PICTURE_MAX_EDGE
    if max(image.size) > edge and (mode := PREMULTIPLIED.get(image.mode)):
        pixels, plain = image.convert(mode), image.mode
        image.close()
        pixels.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        return pixels.convert(plain)
    image.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return image


def _turn(image: Image.Image) -> Image.Transpose | None:
    """Return how a picture is to be turned to stand upright; one whose EXIF cannot be read is left as it lies."""
    try:
        return TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGED:
        return None


def _pixels(image: Image.Image, format_name: str) -> Coloured:
    """Return the upright pixels at the size and in the colours they are kept in. They are turned last: that spares a copy."""
    profile, turn = image.info.get("icc_profile"), _turn(image)
    pixels = image if image.mode in SHRINKS_AS_IT_IS else _in_plain_colours(image, format_name)
    shown = for_screens(_smaller(pixels), profile)
    plain = _in_plain_colours(shown.pixels, format_name)
    return Coloured(plain if turn is None else plain.transpose(turn), shown.profile)


def _kept_as(kind: str, mode: str) -> tuple[str, str, dict[str, object]]:
    """Return how a picture of a kind is written: the name of the format, its suffix and its options."""
    kept = FORMATS[kind]
    return FORMATS["PNG"] if kept[0] == "WEBP" and mode in TRANSPARENT else kept


def _encode(image: Image.Image, kind: str) -> tuple[bytes, str]:
    """Return `image` written afresh with its colour profile and nothing else, and the suffix of the format."""
    pixels, profile = _pixels(image, FORMATS[kind][0])
    format_name, suffix, options = _kept_as(kind, pixels.mode)
    bare = Image.new(pixels.mode, pixels.size)  # a new image has none of what the old one carries in `info`
    bare.paste(pixels)
    buffer = BytesIO()
    bare.save(buffer, format_name, **options, **({"icc_profile": profile} if profile else {}))
    return buffer.getvalue(), suffix


def sanitised_upload(upload: IO[bytes], name: str) -> SanitisedFile:
    """Return the picture in `upload` as a fresh file with a fitting suffix; raises `RefusedPictureError`."""
    upload.seek(0, 2)
    if upload.tell() > settings.PICTURE_MAX_BYTES:
        raise RefusedPictureError(_("This picture is too large. Send one of at most 10 MB."), code="too_large")
    image = _open(upload)
    kind = image.format or "JPEG"
    if kind == "JPEG" and scans_of(_content(upload), most=MAX_SCANS) > MAX_SCANS:
        raise _refuse_damaged()
    _load(image)
    content, suffix = _encode(image, kind)
    return SanitisedFile(content, name=PurePosixPath(name).stem[:80] + suffix)
