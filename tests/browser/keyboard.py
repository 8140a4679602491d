"""Using a page with the keyboard alone, as somebody does who has no mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST_TABS = 120


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on `target`."""
    for _press in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def type_into(page: Page, target: Locator, text: str) -> None:
    """Reach a field by the keyboard and type."""
    tab_to(page, target)
    page.keyboard.insert_text(text)


def press(page: Page, target: Locator) -> None:
    """Reach a button or a link by the keyboard and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")
