"""Right to left is a layout of its own, not a flipped one: things change places, slashes and maps do not."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ENGLISH, URDU = "/en/stories/saturday-table/", "/ur/kahaniyan/hafte-ki-mez/"
NAME = "The Example Repair Café"
# Where drawn slashes stand: between languages and between the steps of the breadcrumb, in the marker of the strand, in the logo.
SLASHES = (
    (".languages li + li", "::before"),
    (".breadcrumb li + li", "::before"),
    (".marker .bars :first-child", None),
)


def _style(page: Page, selector: str, name: str, pseudo: str | None = None) -> Any:
    script = "([selector, pseudo, name]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"
    return page.evaluate(script, [selector, pseudo, name])


def _start(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


@pytest.mark.parametrize("selector", ["html", "main", ".header", ".footer", "h1", ".prose p"])
def test_everything_runs_from_the_right(page: Page, selector: str) -> None:
    page.goto(URDU)
    assert _style(page, selector, "direction") == "rtl"


def test_things_change_places(page: Page) -> None:
    """The logo begins the line, and the facts stand before the text: on the left in English, on the right in Urdu."""
    page.goto(ENGLISH)
    assert _start(page, ".header .logo") < _start(page, ".header .menu")
    assert _start(page, ".story__body .facts") < _start(page, ".story__body .prose")
    page.goto(URDU)
    assert _start(page, ".header .logo") > _start(page, ".header .menu")
    assert _start(page, ".story__body .facts") > _start(page, ".story__body .prose")


def test_slashes_are_not_mirrored(page: Page) -> None:
    found = []
    for path in (ENGLISH, URDU):
        page.goto(path)
        found.append([_style(page, selector, "transform", pseudo) for selector, pseudo in SLASHES])
        assert page.locator(".logo").inner_text().strip() == "/together"
        assert _style(page, ".wordmark", "direction") == "ltr"
    assert found[0] == found[1]
    assert all(str(transform).startswith("matrix(1, 0, -0.28") for transform in found[0])


def test_latin_names_are_isolated(page: Page) -> None:
    """A name in Latin letters keeps its full stop and its brackets to itself."""
    page.goto(URDU)
    names = page.locator("main bdi", has_text=NAME)
    assert names.count() >= 2  # among the facts, and under the story
    assert set(names.evaluate_all("all => all.map(one => getComputedStyle(one).unicodeBidi)")) == {"isolate"}


def test_numerals_are_left_alone(page: Page) -> None:
    page.goto(URDU)
    assert "2026" in page.locator(".facts time").inner_text()


def test_map_keeps_its_geography(page: Page) -> None:
    """Northern Ireland lies west of the North East of England in every language."""
    for path in ("/en/stories/", "/ur/kahaniyan/"):
        page.goto(path)
        west, east = (f".map a[href*='place={place}']" for place in ("northern-ireland", "north-east"))
        assert _start(page, west) < _start(page, east), path
