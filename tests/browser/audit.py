"""Accessibility checked by axe, and whether a page scrolls sideways."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
HEIGHT = 900


def load_axe(page: Page) -> None:
    """Put axe into the page that is open now."""
    page.evaluate(AXE_SCRIPT)


def violations(page: Page) -> list[str]:
    """Return what axe has against the page as it stands: rule, element and why, one line each."""
    return _run(page, {"type": "tag", "values": TAGS})


def colour_violations(page: Page) -> list[str]:
    """Return what axe has against the colours of the page: the only rules that another colour scheme can break."""
    return _run(page, {"type": "rule", "values": COLOUR_RULES})


def _run(page: Page, rules: dict[str, Any]) -> list[str]:
    options = json.dumps({"runOnly": rules, "resultTypes": ["violations"], "elementRef": False})
    result = page.evaluate(f"axe.run(document, {options})")
    return [_line(violation["id"], node) for violation in result["violations"] for node in violation["nodes"]]


def _line(rule: str, node: dict[str, Any]) -> str:
    reasons = [check["message"] for check in (*node["any"], *node["all"], *node["none"])]
    return f"{rule}: {node['target']} {'; '.join(reasons)} {node['html'][:120]}"


def overflow(page: Page, width: int) -> int:
    """Return by how many pixels the page is wider than a screen of `width` pixels."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def audit(page: Page) -> list[str]:
    """Return what axe finds in light and dark, and by how much the page is too wide."""
    load_axe(page)
    lines = []
    for width in (320, 390, 1280):
        wider = overflow(page, width)
        lines += [f"{wider} px too wide at {width}"] if wider else []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="light")
        lines += violations(page)
        page.emulate_media(color_scheme="dark")
        lines += [f"dark {line}" for line in colour_violations(page)]
        page.emulate_media(color_scheme="light")
    return lines


def faults(page: Page) -> list[str]:
    """Return what axe finds on the page as wide as it is now, in light and dark, and whether 320 pixels are too few for it."""
    size = page.viewport_size
    assert size is not None
    load_axe(page)
    lines = violations(page)
    page.emulate_media(color_scheme="dark")
    lines += [f"dark {line}" for line in colour_violations(page)]
    page.emulate_media(color_scheme="light")
    wider = overflow(page, 320)
    page.set_viewport_size(size)
    return lines + ([f"{wider} px too wide at 320"] if wider else [])
