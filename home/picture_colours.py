"""Colours of uploaded pictures as screens show them: converted to sRGB, or told by a small profile for screens.

A profile belongs to the way colours are written (grey, red-green-blue, print). A browser that finds a grey profile on a coloured AVIF
shows nothing, so a profile is kept only beside the colours it is for, and without what may stand behind its end (ICC.1:2022, 7.2).
"""

from __future__ import annotations

from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageChops, ImageCms

KEPT_PROFILE_BYTES: Final = 64 * 1024
"""Profiles of screens and cameras take a few kilobytes; a larger one is applied to the pixels and left behind."""
_HEADER: Final = 132
_GREY, _SCREEN, _PRINT = b"GRAY", b"RGB ", b"CMYK"
_FOR_SCREENS: Final = (b"mntr", b"scnr", b"spac")
"""Classes of profiles that browsers apply: displays, cameras and scanners, colour spaces."""
_FAILURES: Final = (ImageCms.PyCMSError, OSError, ValueError, TypeError)


class Coloured(NamedTuple):
    """Pixels, and the profile to write beside them (`None`: they are sRGB, or plain grey)."""

    pixels: Image.Image
    profile: bytes | None


def for_screens(pixels: Image.Image, profile: bytes | None) -> Coloured:
    """Return `pixels` (modes L, LA, RGB, RGBA, CMYK) in L, LA, RGB or RGBA, with a profile only where it fits them."""
    told = _declared(profile)
    fitting = _in_the_space_of(pixels, told) if told else None
    if not told or fitting is None:
        return Coloured(_plain(pixels), None)
    # Where a transparent picture gets a ground, for JPEG, its profile is lost: it is converted now.
    if fitting.mode == "RGB" and len(told) <= KEPT_PROFILE_BYTES and told[12:16] in _FOR_SCREENS:
        return Coloured(fitting, told) if _is_usable(told) else Coloured(fitting, None)
    return Coloured(_converted(fitting, told) or _plain(pixels), None)


def fits(profile: bytes | None, mode: str) -> bool:
    """Say whether pixels of `mode` may be written as AVIF, WebP or JPEG with `profile` beside them."""
    return bool(profile) and mode in ("RGB", "RGBA") and bytes(profile or b"")[16:20] == _SCREEN


def _declared(profile: bytes | None) -> bytes | None:
    """Return a profile up to its declared length; `None` if it is none, or cut short."""
    if not profile or profile[36:40] != b"acsp":
        return None
    length = int.from_bytes(profile[:4], "big")
    return bytes(profile[:length]) if _HEADER <= length <= len(profile) else None


def _in_the_space_of(pixels: Image.Image, profile: bytes) -> Image.Image | None:
    """Return `pixels` written in the space that a profile is for, or `None` if they are not."""
    space = profile[16:20]
    if space == _PRINT:
        return pixels if pixels.mode == "CMYK" else None
    if pixels.mode == "CMYK":
        return None
    if space == _SCREEN:
        return _plain(pixels) if pixels.mode in ("RGB", "RGBA") else pixels.convert(_with_alpha("RGB", pixels))
    return _as_grey(pixels) if space == _GREY else None


def _as_grey(pixels: Image.Image) -> Image.Image | None:
    """Return grey pixels as L or LA, or `None` if there is colour in them."""
    if pixels.mode in ("L", "LA"):
        return pixels
    red, green, blue = pixels.split()[:3]
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox():
        return None
    return Image.merge("LA", (red, pixels.getchannel("A"))) if pixels.mode == "RGBA" else red


def _with_alpha(mode: str, pixels: Image.Image) -> str:
    return f"{mode}A" if pixels.mode in ("LA", "RGBA") else mode


def _plain(pixels: Image.Image) -> Image.Image:
    return pixels.convert("RGB") if pixels.mode == "CMYK" else pixels


def _is_usable(profile: bytes) -> bool:
    """Say whether colours can be converted by a profile: one that cannot be applied is something else in hiding."""
    return _converted(Image.new("RGB", (1, 1)), profile) is not None


def _converted(pixels: Image.Image, profile: bytes) -> Image.Image | None:
    """Return pixels as sRGB, transparency untouched, or `None` if the profile cannot be applied."""
    alpha = pixels.getchannel("A") if pixels.mode in ("LA", "RGBA") else None
    bare = pixels.convert(pixels.mode.removesuffix("A")) if alpha else pixels
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        shown = ImageCms.profileToProfile(bare, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except _FAILURES:
        return None
    if shown is not None and alpha:
        shown.putalpha(alpha)
    return shown
