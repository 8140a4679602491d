"""The served stylesheets follow their sources, keep to the budget, and know no left or right."""

from __future__ import annotations

import re

import pytest

from delivery.stylesheets import SERVED, SHEETS, SOURCES, layer_of, limit, minified, sheet

PAGE_LIMIT = 20 * 1024


@pytest.mark.parametrize("name", SHEETS)
def test_served_sheet_is_current(name: str) -> None:
    assert (SERVED / f"{name}.css").read_text("utf-8") == sheet(name), "run python -m delivery.stylesheets in site/"


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_keeps_to_its_budget(name: str) -> None:
    assert len(sheet(name).encode()) <= limit(name)


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "shared"])
def test_page_keeps_to_its_budget(name: str) -> None:
    assert len(sheet("shared").encode()) + len(sheet(name).encode()) <= PAGE_LIMIT


def test_every_source_is_served() -> None:
    assert {path.stem for path in SOURCES.glob("*.css")} == {
        source for sources in SHEETS.values() for source in sources
    }


def test_no_sheet_is_left_over() -> None:
    assert {path.stem for path in SERVED.glob("*.css")} == set(SHEETS)


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.css")), ids=lambda path: path.stem)
def test_source_knows_no_left_or_right(path: object) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)  # type: ignore[attr-defined]
    assert not re.search(r"\b(left|right|margin-top|margin-bottom|padding-top|padding-bottom)\b", rules)
    assert not re.search(r"(?<![\w-])(width|height|top|bottom)\s*:", rules)


def test_minified_drops_comments_and_spaces() -> None:
    assert minified("/* why */ a , b {\n  color : red;\n  margin: 0.5em 0;\n}\n") == "a,b{color :red;margin:.5em 0}"


def test_minified_keeps_strings_and_sums() -> None:
    css = 'a::after { content: ";  /* no comment */ : 0.5"; inline-size: calc(1px + 0.5em); }'
    assert minified(css) == 'a::after{content:";  /* no comment */ : 0.5";inline-size:calc(1px + .5em)}'


def test_layer_of_a_source() -> None:
    assert [layer_of(name) for name in ("type", "reset", "card", "page-home", "print")] == [
        "tokens",
        "base",
        "components",
        "page",
        "print",
    ]
