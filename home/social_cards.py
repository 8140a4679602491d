"""The picture a shared link shows: the default artwork at 1200 x 630 with the title in Besley and the logo (GUIDE, section 9).

A card is drawn when a page goes live, never while a reader waits. Its file name carries a fingerprint of what it shows, so
that its address can be worked out without asking the database and never changes its content.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from home.lettering import Lettering
from home.models.base_page import BasePage

SIZE = (1200, 630)
MARGIN = 72
LEAN = 0.287  # the tangent of 16 degrees: the one angle of the design
CARDS = "cards"
VERSION = "1"  # part of the fingerprint: raise it when the drawing changes


class Palette(NamedTuple):
    """Ground, main, second and third colour of a strand (GUIDE, section 9)."""

    ground: str
    main: str
    second: str
    third: str
    ink: str = "#2A1A14"


PALETTES = {
    "talk": Palette("#FFD3C9", "#A3193A", "#F0745E", "#D6364F"),
    "meet": Palette("#FFE9AE", "#FFC43D", "#2A1A14", "#F0745E"),
    "act": Palette("#DDF0F1", "#0C5468", "#A5D8DB", "#2E8C9C"),
    "plain": Palette("#F6EEE4", "#C3213F", "#F0745E", "#FFC43D"),
}


def card_name(page: BasePage) -> str:
    """Return the storage name of the card of `page`: `cards/<fingerprint>.png`."""
    tone, bars = page.social_tone()
    shown = "|".join((VERSION, str(page.translation_key), page.content_language.code, page.title, tone, str(bars)))
    return f"{CARDS}/{sha256(shown.encode()).hexdigest()[:32]}.png"


def card_url(page: BasePage) -> str:
    """Return the absolute address of the card of `page`; asks nothing of the database."""
    url = default_storage.url(card_name(page))
    return url if "://" in url else f"{settings.SITE_URL}{url}"


def make_card(page: BasePage) -> None:
    """Draw and store the card of `page`, unless it is there."""
    name = card_name(page)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(draw_card(page)))


def draw_card(page: BasePage) -> bytes:
    """Return the card of `page` as PNG, 1200 x 630 pixels."""
    tone, bars = page.social_tone()
    palette = PALETTES.get(tone, PALETTES["plain"])
    image = Image.new("RGB", SIZE, palette.ground)
    draw = ImageDraw.Draw(image)
    _draw_bars(draw, palette, bars)
    _draw_words(draw, palette, page.title)
    buffer = BytesIO()
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _draw_bars(draw: ImageDraw.ImageDraw, palette: Palette, bars: int) -> None:
    """Draw one leaning bar a strand's number at the end of the card; one for pages of no strand."""
    width, height = SIZE
    colours = (palette.main, palette.third, palette.main, palette.third)
    for number in range(bars):
        start = width - 60 - (bars - number) * 86
        foot, head = start - LEAN * height / 2, start + LEAN * height / 2
        draw.polygon([(head, 0), (head + 52, 0), (foot + 52, height), (foot, height)], fill=colours[number % 4])


def _draw_words(draw: ImageDraw.ImageDraw, palette: Palette, title: str) -> None:
    """Write the title, as large as it fits, and the logo at the foot."""
    letters = Lettering(draw, palette.ink)
    letters.logo((MARGIN, SIZE[1] - MARGIN - 44), size=44, slash="#C3213F")
    if Lettering.can_write(title):
        letters.paragraph(title, (MARGIN, MARGIN), box=(760, 380), sizes=(84, 72, 62, 54, 46, 40))
