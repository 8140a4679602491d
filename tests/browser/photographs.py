"""Photographs as large as a phone's, made on the spot."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SIZE = (3264, 2448)
"""Pixels of a photograph: eight million."""


def photograph(path: Path) -> Path:
    """Make a JPEG at `path` and return the path."""
    noise = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60).resize(SIZE)
    noise.convert("RGB").save(path, "JPEG", quality=90)
    return path
