"""Writing in Besley on a picture. The face comes in two files, as the site serves it: Latin, and Latin with more letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from PIL import ImageDraw, ImageFont

Point = tuple[float, float]
WEIGHT = 800
LEADING = 1.12


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / f"{name}.woff2", size)
    font.set_variation_by_axes([WEIGHT])
    return font


def _file_for(character: str) -> str:
    """Return the file that holds `character`: the Latin one up to U+00FF and for punctuation, the other one beyond."""
    return "besley-latin" if ord(character) < 0x100 or 0x2000 <= ord(character) < 0x2070 else "besley-latin-ext"


class Lettering:
    """Writes on a drawing, in one ink."""

    def __init__(self, draw: ImageDraw.ImageDraw, ink: str) -> None:
        self.draw = draw
        self.ink = ink

    @staticmethod
    def can_write(text: str) -> bool:
        """Say whether every letter of `text` is Latin: Besley has no others, and a card without words is better than boxes."""
        return all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or 0x2000 <= ord(char) < 0x2070 for char in text)

    def _runs(self, text: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        for name, characters in groupby(text, key=_file_for):
            yield "".join(characters), _font(name, size)

    def width(self, text: str, size: int) -> float:
        """Return the width of `text` in pixels."""
        return sum(font.getlength(run) for run, font in self._runs(text, size))

    def line(self, text: str, at: Point, size: int, ink: str = "") -> None:
        """Write one line with its top left at `at`."""
        left, top = at
        for run, font in self._runs(text, size):
            self.draw.text((left, top + size), run, font=font, fill=ink or self.ink, anchor="ls")
            left += font.getlength(run)

    def _lines(self, text: str, size: int, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def paragraph(self, text: str, at: Point, box: tuple[float, float], sizes: tuple[int, ...]) -> None:
        """Write `text` at `at`, in the largest of `sizes` whose lines fit the `box` (width and height in pixels)."""
        for size in sizes:
            lines = self._lines(text, size, box[0])
            fits = max(self.width(line, size) for line in lines) <= box[0]
            if fits and len(lines) * size * LEADING <= box[1]:
                break
        for number, line in enumerate(lines):
            self.line(line, (at[0], at[1] + number * size * LEADING), size)

    def logo(self, at: Point, size: int, slash: str) -> None:
        """Write the logo: a leaning slash, then the name."""
        left, top = at
        bar = size * 0.16
        lean = 0.287 * size
        self.draw.polygon(
            [(left + lean, top), (left + lean + bar, top), (left + bar, top + size * 1.1), (left, top + size * 1.1)],
            fill=slash,
        )
        self.line("together", (left + lean + bar + 2, top - size * 0.08), size)
