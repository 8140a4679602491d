"""Pictures as cameras, telephones, scanners and programs write them: unusual, but pictures. Each says what it should look like."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

from PIL import Image, ImageCms

from tests.home import colour_profiles as profiles
from tests.home import uploads
from tests.home.halves import BLUE, LIGHTER, MIDDLE, RED, WHITE, Colour, colour, deep, grey, halves, printed, saved
from tests.home.hostile import chunk, jpeg_with, moving, segment

SECRET: Final = b"camera-secret"
"""Stands in whatever a file carries beside its picture."""


class Case(NamedTuple):
    """A file: how it is made, and the colours of its left and right half once it stands upright on a screen."""

    made: Callable[[], bytes]
    left: Colour
    right: Colour


@cache
def film(length: int) -> bytes:
    """Return what looks like a film of so many bytes; marks of scans of a JPEG occur in it by chance, as in every film."""
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + random.Random(7).randbytes(length) + SECRET  # noqa: S311  # noise


def _samsung() -> bytes:
    return b"\x00\x00\x30\x0a\x10\x00\x00\x00MotionPhoto_Data" + film(300_000) + b"SEFH" + SECRET + b"SEFT"


def _google() -> bytes:
    packet = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta GCamera:MicroVideoOffset='300000'>" + SECRET + b"</x:xmpmeta>"
    content = colour("JPEG")
    return content[:2] + segment(0xE1, packet) + content[2:] + film(300_000)


def _several(kind: str) -> bytes:
    """Return a file with three pictures, of which the first is the one people see."""
    others = [halves("RGB", WHITE, MIDDLE), halves("RGB", MIDDLE, WHITE)]
    return saved(halves("RGB", RED, BLUE), kind, save_all=True, append_images=others)


def _exif(orientation: int = 1, **options: Any) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x013B] = SECRET.decode()
    data.get_ifd(0x8769)[0x927C] = b"MakerNote" + SECRET
    data.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    return data.tobytes()


def _turned(orientation: int, method: Image.Transpose | None, kind: str, **options: Any) -> bytes:
    """Return red beside blue as a camera held another way stores it."""
    image = halves("RGB", RED, BLUE)
    return saved(image.transpose(method) if method is not None else image, kind, exif=_exif(orientation), **options)


def _png_with(*parts: bytes) -> bytes:
    content = colour("PNG")
    place = content.index(b"IDAT") - 4
    return content[:place] + b"".join(parts) + content[place:]


def _riff_with(*parts: bytes) -> bytes:
    content = colour("WEBP", exif=_exif(), xmp=SECRET)
    body = content[12:] + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _jpeg(*segments: bytes) -> bytes:
    content = colour("JPEG")
    return content[:2] + b"".join(segments) + content[2:]


_SWAPPED: Final = {"icc_profile": profiles.screen(swapped=True)}
_LARGE: Final = {"icc_profile": profiles.screen(swapped=True, padding=90_000)}
_BACK: Final = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""For each orientation the transposition (`PIL.Image.Transpose`) that undoes it."""


def _greys() -> dict[str, Case]:
    found: dict[str, Case] = {}
    ways = [("JPEG", "L"), *(("PNG", mode) for mode in ("L", "LA", "I;16", "P", "RGB")), ("WEBP", "RGB")]
    for kind, mode in (*ways, ("HEIF", "L"), ("AVIF", "RGB")):
        name = f"{kind.lower()}_of_greys_{mode.lower().replace(';', '_')}"
        found[f"{name}_plain"] = Case(lambda k=kind, m=mode: grey(k, m), MIDDLE, WHITE)
        found[f"{name}_grey_profile"] = Case(
            lambda k=kind, m=mode: grey(k, m, icc_profile=profiles.grey()), LIGHTER, WHITE
        )
        found[f"{name}_screen_profile"] = Case(
            lambda k=kind, m=mode: grey(k, m, icc_profile=profiles.screen(1.0)), LIGHTER, WHITE
        )
    return found


def _colours() -> dict[str, Case]:
    found: dict[str, Case] = {}
    for kind, mode in (
        ("JPEG", "RGB"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("WEBP", "RGBA"),
        ("AVIF", "RGB"),
        ("HEIF", "RGB"),
    ):
        name = f"{kind.lower()}_{mode.lower()}"
        found[f"{name}_own_profile"] = Case(lambda k=kind, m=mode: colour(k, m, **_SWAPPED), BLUE, RED)
        found[f"{name}_large_profile"] = Case(lambda k=kind, m=mode: colour(k, m, **_LARGE), BLUE, RED)
        found[f"{name}_bytes_behind_profile"] = Case(
            lambda k=kind, m=mode: colour(k, m, icc_profile=profiles.screen(swapped=True) + SECRET * 9), BLUE, RED
        )
    return found


def _odd_colours() -> dict[str, Case]:
    """Colours of printers and of few or many bits, and profiles that do not fit them."""
    return {
        "jpeg_rgb_printers_profile": Case(
            lambda: colour("JPEG", icc_profile=profiles.screen(swapped=True, kind=b"prtr")), BLUE, RED
        ),
        "jpeg_rgb_grey_profile": Case(lambda: colour("JPEG", icc_profile=profiles.grey()), RED, BLUE),
        "jpeg_rgb_lab_profile": Case(lambda: colour("JPEG", icc_profile=profiles.made(b"Lab ", {})), RED, BLUE),
        "jpeg_rgb_print_profile": Case(lambda: colour("JPEG", icc_profile=profiles.printing()), RED, BLUE),
        "jpeg_rgb_profile_cut": Case(lambda: colour("JPEG", icc_profile=profiles.screen()[:300]), RED, BLUE),
        "jpeg_rgb_profile_without_tables": Case(
            lambda: colour("JPEG", icc_profile=profiles.made(b"RGB ", {})), RED, BLUE
        ),
        "print_plain": Case(printed, MIDDLE, WHITE),
        "print_profile": Case(lambda: printed(profiles.printing()), (119, 119, 119), WHITE),
        "print_screen_profile": Case(lambda: printed(profiles.screen(swapped=True)), MIDDLE, WHITE),
        "png_one_bit": Case(lambda: saved(halves("1", 0, 1), "PNG"), (0, 0, 0), WHITE),
        "png_one_bit_grey_profile": Case(
            lambda: saved(halves("1", 0, 1), "PNG", icc_profile=profiles.grey()), (0, 0, 0), WHITE
        ),
        "png_deep_grey_alpha": Case(lambda: deep(4, (128, 255), (255, 255), profiles.grey()), LIGHTER, WHITE),
        "png_deep_colour": Case(lambda: deep(2, RED, BLUE, profiles.screen(swapped=True)), BLUE, RED),
        "png_deep_colour_alpha": Case(lambda: deep(6, (*RED, 255), (*BLUE, 255)), RED, BLUE),
        "srgb_itself": Case(
            lambda: colour("JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
            RED,
            BLUE,
        ),
    }


def _behind() -> dict[str, Case]:
    found: dict[str, Case] = {}
    for kind in ("JPEG", "PNG", "WEBP", "AVIF", "HEIF"):
        found[f"{kind.lower()}_before_a_film"] = Case(lambda k=kind: colour(k) + film(300_000), RED, BLUE)
    for kind in ("MPO", "PNG", "WEBP", "AVIF", "HEIF"):
        found[f"{kind.lower()}_of_several"] = Case(lambda k=kind: _several(k), RED, BLUE)
    return found | {
        "jpeg_before_eight_megabytes": Case(lambda: colour("JPEG") + film(8_000_000), RED, BLUE),
        "samsung_motion_photo": Case(lambda: colour("JPEG", exif=_exif()) + _samsung(), RED, BLUE),
        "samsung_motion_heic": Case(
            lambda: colour("HEIF") + struct.pack(">I", 300_057) + b"mpvd" + film(300_000), RED, BLUE
        ),
        "google_motion_photo": Case(_google, RED, BLUE),
        "several_and_a_film": Case(lambda: _several("MPO") + film(300_000), RED, BLUE),
        "several_whose_places_are_wrong": Case(lambda: _several("MPO")[: len(colour("JPEG")) + 200], RED, BLUE),
        "two_jpegs_in_a_row": Case(lambda: colour("JPEG") + grey("JPEG", "L") * 3, RED, BLUE),
    }


def _told() -> dict[str, Case]:
    """Files that say more than they show."""
    found: dict[str, Case] = {}
    for orientation, back in _BACK.items():
        for kind in ("JPEG", "PNG"):
            method = Image.Transpose(back)
            found[f"{kind.lower()}_held_{orientation}"] = Case(
                lambda o=orientation, m=method, k=kind: _turned(o, m, k), RED, BLUE
            )
    found["held_6_with_a_profile"] = Case(lambda: _turned(6, Image.Transpose.ROTATE_90, "JPEG", **_LARGE), BLUE, RED)
    return found | {
        "jumbf": Case(lambda: _jpeg(segment(0xEB, b"JP\x00\x01\x00\x00\x00\x01jumbc2pa" + SECRET)), RED, BLUE),
        "comment": Case(lambda: _jpeg(segment(0xFE, SECRET)), RED, BLUE),
        "captions": Case(lambda: jpeg_with(uploads.iptc(), segment(0xE1, uploads.XMP + SECRET)), RED, BLUE),
        "png_jumbf": Case(lambda: _png_with(chunk(b"caBX", SECRET), chunk(b"eXIf", _exif()[6:])), RED, BLUE),
        "png_words": Case(
            lambda: _png_with(chunk(b"tEXt", b"Author\x00" + SECRET), chunk(b"tIME", b"\x07\xea\x01\x01\x01\x01\x01")),
            RED,
            BLUE,
        ),
        "webp_words": Case(
            lambda: _riff_with(b"C2PA" + struct.pack("<I", len(SECRET) + 1) + SECRET + b"\x00"), RED, BLUE
        ),
        "heic_words": Case(lambda: colour("HEIF", exif=_exif(), xmp=SECRET), RED, BLUE),
        "avif_words": Case(lambda: colour("AVIF", exif=_exif(), xmp=SECRET), RED, BLUE),
        "heic_thumbnails": Case(lambda: colour("HEIF", thumbnails=[48]), RED, BLUE),
        "moving_png": Case(lambda: moving("PNG", 3), RED, BLUE),
        "progressive": Case(lambda: colour("JPEG", progressive=True), RED, BLUE),
        "restarts": Case(lambda: colour("JPEG", restart_marker_blocks=1), RED, BLUE),
        "rgb_kept": Case(lambda: colour("JPEG", keep_rgb=True), RED, BLUE),
        "halved_colours": Case(lambda: colour("JPEG", subsampling="4:1:1"), RED, BLUE),
        "interlaced": Case(lambda: grey("PNG", "L", interlace=True), MIDDLE, WHITE),
        "fills_between": Case(lambda: _jpeg(b"\xff\xff\xff", segment(0xFE, SECRET)), RED, BLUE),
    }


CASES: Final = _greys() | _colours() | _odd_colours() | _behind() | _told()
