"""How a style sheet is put together from one source file a component, in cascade layers, and minified."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from rcssmin import cssmin

from delivery.atomic_files import write_atomically
from delivery.stylesheets.declarations import BASE, SERVED, SHARED, SOURCES, TOKENS, stylesheets

LAYERS: Final = ("tokens", "base", "components", "page", "print")
"""Cascade layers, weakest first."""


def layer_of(source: str) -> str:
    """Return the cascade layer of the source called `source`."""
    if source in TOKENS:
        return "tokens"
    if source in BASE:
        return "base"
    if source == "print":
        return "print"
    return "page" if source.startswith("page-") else "components"


def _layers(sources: tuple[str, ...]) -> Iterator[str]:
    for layer, names in groupby(sources, key=layer_of):
        rules = "".join(cssmin((SOURCES / f"{name}.css").read_text("utf-8")) for name in names)
        yield f"@layer {layer}{{{rules}}}"


def sheet(name: str) -> str:
    """Return the served text of the sheet called `name`; raises KeyError for one that nobody declares."""
    order = f"@layer {','.join(LAYERS)};" if name == SHARED else ""
    return order + "".join(_layers(stylesheets()[name])) + "\n"


def build(folder: Path = SERVED) -> list[Path]:
    """Bring the sheets in `folder` up to date; return which were written or, because nobody declares them any more, removed."""
    folder.mkdir(exist_ok=True)
    wanted = {folder / f"{name}.css": sheet(name) for name in stylesheets()}
    changed = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in changed:
        write_atomically(path, wanted[path].encode())
    left_over = sorted(set(folder.glob("*.css")) - wanted.keys())
    for path in left_over:
        path.unlink()
    return changed + left_over
