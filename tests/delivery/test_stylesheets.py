"""The served stylesheets follow their sources, keep to the budget, and know no left or right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from delivery.stylesheets.building import build, layer_of, sheet
from delivery.stylesheets.declarations import SERVED, SHARED, SOURCES, HasStylesheets, stylesheets

SHEETS = stylesheets()
SHARED_LIMIT = 13 * 1024
"""Bytes, minified: design guide, section 11."""
PAGE_LIMIT = 24 * 1024
"""Bytes, minified, of the shared sheet and the page's own together."""


@pytest.mark.parametrize("name", SHEETS)
def test_served_sheet_is_current(name: str) -> None:
    assert (SERVED / f"{name}.css").read_text("utf-8") == sheet(name), "run manage.py build_stylesheets"


def test_shared_sheet_keeps_to_its_budget() -> None:
    assert len(sheet(SHARED).encode()) <= SHARED_LIMIT


@pytest.mark.parametrize("name", [name for name in SHEETS if name != SHARED])
def test_page_keeps_to_its_budget(name: str) -> None:
    assert len(sheet(SHARED).encode()) + len(sheet(name).encode()) <= PAGE_LIMIT


def test_every_source_is_served() -> None:
    assert {path.stem for path in SOURCES.glob("*.css")} == {
        source for sources in SHEETS.values() for source in sources
    }


def test_every_sheet_is_asked_for_by_a_template_and_none_is_missing() -> None:
    templates = "".join(path.read_text("utf-8") for path in (SERVED.parents[2] / "templates").rglob("*.html"))
    assert set(re.findall(r"css/sheets/([\w-]+)\.css", templates)) == set(SHEETS)


def test_building_writes_what_changed_and_removes_what_nobody_declares(tmp_path: Path) -> None:
    assert {path.stem for path in build(tmp_path)} == set(SHEETS)
    (tmp_path / "story.css").write_text("old", "utf-8")
    (tmp_path / "gone.css").write_text("old", "utf-8")
    assert [path.stem for path in build(tmp_path)] == ["story", "gone"]
    assert build(tmp_path) == []


def test_a_name_taken_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    app = apps.get_app_config("search")
    assert isinstance(app, HasStylesheets)
    monkeypatch.setattr(app, "stylesheets", {"story": ("field",)})
    with pytest.raises(ImproperlyConfigured, match="story"):
        stylesheets()


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.css")), ids=lambda path: path.stem)
def test_source_knows_no_left_or_right(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\b(left|right|margin-top|margin-bottom|padding-top|padding-bottom)\b", rules)
    assert not re.search(r"(?<![\w-])(width|height|top|bottom)\s*:", rules)


def test_sheet_holds_no_comment_and_keeps_words_and_sums() -> None:
    text = "".join(map(sheet, SHEETS))
    assert "/*" not in text
    assert 'content:" (" attr(href) ")"' in text
    assert "calc(var(--leading-body) - 0.1)" in text


def test_layer_of_a_source() -> None:
    assert [layer_of(name) for name in ("type", "reset", "card", "page-home", "print")] == [
        "tokens",
        "base",
        "components",
        "page",
        "print",
    ]
