"""The stylesheets readers load, put together from one source file a component.

A page loads two: `shared` and the sheet of its family. `SHEETS` is the whole recipe; run `python -m delivery.stylesheets` from
`site/` after changing a source. The results are committed, so that a server needs no tool to serve them, and a test holds them
to their sources and to the budget of the design guide (section 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

CSS: Final = Path(__file__).resolve().parents[2] / "static" / "css"
SOURCES: Final = CSS / "src"
SERVED: Final = CSS / "sheets"

SHARED_LIMIT: Final = 13 * 1024
"""Bytes, minified: design guide, section 11."""
FAMILY_LIMIT: Final = 7 * 1024
"""Bytes, minified: design guide, section 11."""

LAYERS: Final = ("tokens", "base", "components", "page", "print")
"""Cascade layers, weakest first."""

_TOKENS: Final = ("fonts", "colours", "type")
_BASE: Final = ("reset", "text", "layout", "focus")
_SHARED: Final = ("slash", "button", "header", "banner", "footer")
_CARD: Final = ("picture", "card")
_FIELDS: Final = ("field", "choice", "field-group", "errors")

SHEETS: Final[dict[str, tuple[str, ...]]] = {
    "shared": (*_TOKENS, *_BASE, *_SHARED, "print"),
    "home": (*_CARD, "card-lead", "card-line", "poster", "quote", "map", "page-home"),
    "strand": (*_CARD, "poster", "quote", "numbered", "prose", "read-in", "page-strand"),
    "stories": (
        *_CARD,
        "card-grid",
        "map",
        "map-chosen",
        "field",
        "choice",
        "tag",
        "pagination",
        "empty",
        "page-stories",
    ),
    "story": (
        *_CARD,
        "card-grid",
        "quote",
        "numbered",
        "prose",
        "read-in",
        "facts",
        "partner-card",
        "field",
        "page-story",
    ),
    "directory": ("field", "choice", "partner-card", "empty", "page-directory"),
    "partner": (
        *_CARD,
        "card-lead",
        "card-grid",
        "quote",
        "prose",
        "read-in",
        "facts",
        "pledge",
        "empty",
        "page-partner",
    ),
    "search": ("field", "search", "pagination", "empty", "page-search"),
    "form": (*_FIELDS, "note", "numbered", "prose", "read-in", "page-form"),
    "desk": (*_FIELDS, "note", "status", "table", "consent", "empty", "page-form", "page-desk"),
    "account": (*_FIELDS, "note", "status", "table", "page-form", "page-desk", "page-account"),
    "people": (*_FIELDS, "note", "status", "consent", "people", "page-form", "page-desk"),
    "standard": ("quote", "numbered", "prose", "read-in", "facts", "page-standard"),
    "error": ("picture", "poster", "field", "search", "empty", "page-error"),
}
"""Name of the served sheet: names of its sources, in order."""

_STRING: Final = r"(\"[^\"]*\"|'[^']*')"
_TOKEN: Final = re.compile(rf"{_STRING}|/\*.*?\*/|(\s+)", re.DOTALL)
_LOOSE: Final = re.compile(rf"{_STRING}|\s*([{{}};,>])\s*|(:) | (?=!)|(?<![\w.])0(?=\.\d)")


def layer_of(source: str) -> str:
    """Return the cascade layer of the source called `source`."""
    if source in _TOKENS:
        return "tokens"
    if source in _BASE:
        return "base"
    if source == "print":
        return "print"
    return "page" if source.startswith("page-") else "components"


def minified(css: str) -> str:
    """Return `css` without comments and without white space that means nothing; strings stay as they are."""
    plain = _TOKEN.sub(lambda found: found[1] or (" " if found[2] else ""), css)
    tight = _LOOSE.sub(lambda found: found[1] or found[2] or found[3] or "", plain)
    return tight.replace(";}", "}").strip()


def _layers(sources: tuple[str, ...]) -> Iterator[str]:
    for layer, names in groupby(sources, key=layer_of):
        rules = "".join(minified((SOURCES / f"{name}.css").read_text("utf-8")) for name in names)
        yield f"@layer {layer}{{{rules}}}"


def sheet(name: str) -> str:
    """Return the served text of the sheet called `name`, a key of `SHEETS`; raises KeyError for any other."""
    order = f"@layer {','.join(LAYERS)};" if name == "shared" else ""
    return order + "".join(_layers(SHEETS[name])) + "\n"


def limit(name: str) -> int:
    """Return how many bytes the sheet called `name` may weigh."""
    return SHARED_LIMIT if name == "shared" else FAMILY_LIMIT


def write_all() -> None:
    """Write every sheet into `SERVED`."""
    SERVED.mkdir(exist_ok=True)
    for name in SHEETS:
        (SERVED / f"{name}.css").write_text(sheet(name), "utf-8")


if __name__ == "__main__":
    write_all()
