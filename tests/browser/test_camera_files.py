"""Pictures of every kind decode in a browser, in each format readers get, and have their colours there."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pytest
from playwright.sync_api import Page
from willow.image import Image as WillowImage

from home.sanitising import sanitised_upload
from tests.home.camera_files import CASES, Case

pytestmark = pytest.mark.browser

ROUNDING = 16
"""What lossy formats may change of a value of 255 where two colours meet in one block."""
DRAWN = """async (address) => {
  const picture = new Image();
  picture.src = address;
  try { await picture.decode(); } catch { return null; }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const drawing = canvas.getContext("2d");
  drawing.drawImage(picture, 0, 0);
  const at = (part) => [...drawing.getImageData(canvas.width * part, canvas.height / 2, 1, 1).data].slice(0, 3);
  return [at(0.25), at(0.75)];
}"""


def written(content: bytes) -> dict[str, bytes]:
    """Return a cleaned picture as it is kept, and in the formats of renditions."""
    image = WillowImage.open(BytesIO(content))
    files = {"original": content}
    for kind in ("avif", "webp", "jpeg"):
        buffer = BytesIO()
        grounded = image.set_background_color_rgb((255, 255, 255)) if kind == "jpeg" else image
        getattr(grounded, f"save_as_{kind}")(buffer)
        files[kind] = buffer.getvalue()
    return files


def off(case: Case, shown: list[list[int]]) -> int:
    """Return by how much a value of the two halves is off, at most, of 255."""
    pairs = zip([*shown[0], *shown[1]], [*case.left, *case.right], strict=True)
    return max(abs(one - other) for one, other in pairs)


def test_a_browser_shows_the_colours(page: Page) -> None:
    wrong = {}
    page.set_content("<p>pictures</p>")
    for name, case in CASES.items():
        for kind, content in written(sanitised_upload(BytesIO(case.made()), "a.jpg").read()).items():
            shown = page.evaluate(DRAWN, f"data:;base64,{b64encode(content).decode()}")
            if not shown or off(case, shown) > ROUNDING:
                wrong[name, kind] = shown
    assert wrong == {}
