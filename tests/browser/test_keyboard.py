"""Reading with a keyboard alone: everything can be reached, seen, opened and closed again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

MOST_STOPS = 250
LEAST_RING = 2
# What has the focus, and the ring around it; a card's link draws its ring on the whole card (`::after`).
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const rings = [getComputedStyle(element), getComputedStyle(element, "::after")];
  const ring = Math.max(...rings.map((style) => (style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth))));
  const box = element.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { ring, seen, html: element.outerHTML.slice(0, 100) };
}"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of the page to its end; return each stop with its ring."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"The focus never leaves the page: {stops[-5:]}")


@pytest.mark.parametrize(
    "path", ["/en/", "/cy/straeon/", "/ur/kahaniyan/hafte-ki-mez/", "/en/partners/", "/en/take-part/make-a-pledge/"]
)
@pytest.mark.parametrize("width", [390, 1280])
def test_focus_is_always_seen(page: Page, path: str, width: int) -> None:
    """Tab leads through the page from the skip link on and out again, with a ring around every stop."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    stops = walk(page)
    assert 'class="skip"' in stops[0]["html"]
    assert len(stops) > 10
    assert [stop for stop in stops if stop["ring"] < LEAST_RING or not stop["seen"]] == []


@pytest.mark.parametrize("path", ["/en/stories/", "/cy/straeon/"])
def test_skip_link_leads_past_the_menus(page: Page, path: str) -> None:
    """The first Tab shows the link, Enter leads into the main part, and the next Tab goes on from there."""
    page.goto(path)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_menu_opens_with_enter_and_closes_with_escape(page: Page) -> None:
    """On a narrow screen the menu opens, its links follow, and Escape leads back to where it was opened."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/en/")
    menu = page.locator("details.pocket")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Stories")).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Stories")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_suggestion_is_chosen_with_arrows(page: Page) -> None:
    """Arrow keys move through the suggestions, Escape closes them, Enter opens the chosen one."""
    page.goto("/en/search/")
    field = page.get_by_role("combobox")
    options = page.get_by_role("option")
    field.press_sequentially("saturday t")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("saturday t")
    field.press_sequentially("a")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/stories/saturday-table/")


def test_errors_take_the_focus(page: Page) -> None:
    """After a form that was not complete the focus is on what to put right, and each line leads to its field."""
    page.goto("/en/take-part/make-a-pledge/")
    page.get_by_role("button", name="Check and send").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#join-form input[name=kind]").first).to_be_focused()
