"""Reading the content files: TOML between `+++` lines, then a small Markdown body."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
ARTWORK = Path(__file__).resolve().parent / "artwork"


@dataclass(frozen=True, slots=True)
class Entry:
    """One content file: its `key`, its `language` code, its front matter and its Markdown body."""

    key: str
    language: str
    data: dict[str, Any]
    body: str

    @property
    def is_original(self) -> bool:
        """Whether the words were first written in this language."""
        return bool(self.data.get("original"))


def read_entry(path: Path) -> Entry:
    """Return the entry of a file named `KEY.LANGUAGE.md`; raises `ValueError` when it has no front matter."""
    key, language = path.name.removesuffix(".md").rsplit(".", 1)
    parts = path.read_text(encoding="utf-8").split("+++", 2)
    if len(parts) != 3:
        raise ValueError(f"{path.name} has no front matter between two +++ lines")
    return Entry(key, language, tomllib.loads(parts[1]), parts[2].strip())


def entries(folder: str) -> Iterator[Entry]:
    """Yield the entries of a folder of content, English first, so that originals come before translations."""
    paths = sorted((CONTENT / folder).glob("*.md"), key=lambda path: (".en." not in path.name, path.name))
    yield from (read_entry(path) for path in paths)


def read_rows(name: str) -> list[dict[str, Any]]:
    """Return the tables of the TOML file `name`, whatever they are called in it."""
    document = tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))
    (rows,) = document.values()
    return list(rows)
