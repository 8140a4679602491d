"""A copy of the project laid out as mutmut takes it: one folder `src`, whose modules are named by their path in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.mutation.areas import Area

PROJECT: Final = Path(__file__).resolve().parents[2]
APPS: Final = ("home", "partners", "search", "stories")
WORDS: Final = (r"\b_\(", r"\bn?p?gettext(_lazy)?\(", r"\blogger\.")
"""Lines that only say something: the catalogues' own tests look after those."""


def planted(path: str) -> str:
    """Return where a file of the project lies in the copy."""
    if path.startswith("site/"):
        return f"src/{path.removeprefix('site/')}"
    return f"src/{path}" if path.split("/")[0] in APPS else path


def lay_out(tree: Path, areas: Iterable[Area]) -> None:
    """Copy what git knows of into `tree`, with the settings of mutmut for these areas; what is there of a last time stays."""
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for path in listed.splitlines():
        source, target = PROJECT / path, tree / planted(path)
        if source.is_file() and (not target.is_file() or target.stat().st_mtime < source.stat().st_mtime):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    (tree / "pyproject.toml").write_text(_settings(list(areas)), "utf-8")


def _settings(areas: list[Area]) -> str:
    """Return the project's settings for pytest, and those of mutmut."""
    pytest = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    files = [
        planted(pattern) if not pattern.startswith("*") else f"src/{pattern}"
        for area in areas
        for pattern in area.files
    ]
    tests = sorted({path for area in areas for path in area.tests})
    copied = ["templates", "static", "locale", "demo", "manage.py", "gunicorn.conf.py", "docs", "README.md"]
    return "\n".join(
        (
            "[tool.pytest.ini_options]",
            f"DJANGO_SETTINGS_MODULE = {json.dumps(pytest['DJANGO_SETTINGS_MODULE'])}",
            'pythonpath = ["src", "."]',
            f"markers = {json.dumps(pytest['markers'])}",
            "[tool.mutmut]",
            'source_paths = ["src"]',
            f"only_mutate = {json.dumps(files)}",
            f"also_copy = {json.dumps(copied)}",
            f"do_not_mutate_patterns = {json.dumps(list(WORDS))}",
            f"pytest_add_cli_args_test_selection = {json.dumps(tests)}",
            'pytest_add_cli_args = ["-m", "not browser and not postgresql", "-p", "no:cacheprovider", "-p", "no:xdist"]',
            "timeout_constant = 20.0",
            "",
        )
    )
