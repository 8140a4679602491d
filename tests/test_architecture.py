"""The arrows of the house: which room may know which, and what no room may hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SITE = frozenset(path.name for path in (PROJECT / "site").iterdir() if (path / "__init__.py").is_file())
APPS = frozenset({"home", "partners", "stories", "search", "demo", "bench"})
MAY_KNOW = {
    "site": frozenset[str](),
    "home": SITE,
    "partners": SITE | {"home"},
    "stories": SITE | {"home", "partners"},
    "search": SITE | {"home", "partners", "stories"},
    "demo": SITE | APPS - {"bench"},
    "bench": SITE | APPS,
}
"""A room, and the rooms it may import besides itself. `site` stands for every room under `site/`."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def modules(room: str) -> Iterator[Path]:
    """Yield the modules of a room, migrations left out: they are records of what once was."""
    for path in sorted((PROJECT / room).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms that a module imports from, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found & (APPS | SITE)


def test_rooms_of_the_site_are_found() -> None:
    assert {"config", "languages", "delivery", "upkeep"} <= SITE


@pytest.mark.parametrize("room", sorted(MAY_KNOW))
def test_dependencies_point_one_way(room: str) -> None:
    allowed = MAY_KNOW[room] | (SITE if room == "site" else {room})
    for path in modules(room):
        beyond = imported_rooms(path) - allowed
        assert not beyond, f"{path.relative_to(PROJECT)} must not import {', '.join(sorted(beyond))}"


def test_every_room_with_code_has_its_arrows() -> None:
    rooms = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests"}
    assert rooms <= set(MAY_KNOW)


def test_site_holds_only_packages() -> None:
    """`site` is a module of the standard library that Python imports at start-up: a package of that name would hide it."""
    assert not list((PROJECT / "site").glob("*.py"))


@pytest.mark.parametrize("room", sorted(MAY_KNOW))
def test_names_say_what_is_inside(room: str) -> None:
    vague = [path for path in modules(room) if {path.stem, *path.relative_to(PROJECT).parts[:-1]} & VAGUE]
    assert not vague


def test_every_folder_of_tests_is_a_package() -> None:
    """A stray `tests` package among installed ones would otherwise win."""
    folders = {path.parent for path in (PROJECT / "tests").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]
