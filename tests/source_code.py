"""What the tests of the house read from its own source: files, functions, imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp

PROJECT = Path(__file__).resolve().parents[1]
SITE = frozenset(path.parent.name for path in (PROJECT / "site").glob("*/__init__.py"))
APPS = frozenset(path.parent.name for path in PROJECT.glob("*/__init__.py")) - {"tests"}


def room_folder(room: str) -> Path:
    """Return the folder of a room, wherever it stands."""
    return PROJECT / "site" / room if room in SITE else PROJECT / room


def modules(room: str) -> Iterator[Path]:
    """Yield the modules of a room, migrations left out: they are records of what once was."""
    for path in sorted(room_folder(room).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name of each function of a module, and how many lines it has."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def imports() -> dict[str, set[str]]:
    """Return the modules that each module imports, inside functions too; what only the type checker reads is left out."""
    graph = grimp.build_graph(*SITE, *APPS, exclude_type_checking_imports=True, cache_dir=None)
    names = {name for name in graph.modules if ".migrations" not in name}
    return {name: graph.find_modules_directly_imported_by(name) & names for name in names}


def in_circles(arrows: dict[str, set[str]]) -> set[str]:
    """Return the modules that stand in a circle, or between two of them, by taking away those that end nowhere or begin nowhere."""
    left = {name: set(targets) for name, targets in arrows.items()}
    while True:
        wanted = set().union(*left.values())
        loose = {name for name, targets in left.items() if not targets or name not in wanted}
        if not loose:
            return set(left)
        left = {name: targets - loose for name, targets in left.items() if name not in loose}


def lines_with(word: str, room: str) -> int:
    """Return how many lines of a room hold a word."""
    pattern = re.compile(rf"\b{word}\b")
    return sum(1 for path in modules(room) for line in path.read_text("utf-8").splitlines() if pattern.search(line))
