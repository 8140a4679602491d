"""What a backup says it holds: every table with its rows, every file with its hash."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from upkeep.backup.refusal import RefusedError

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a table has, and a digest of them that does not depend on their order."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Content:
    """The size of a file in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy of a database holds: its rows by table, and the migrations applied to it as `app.name`."""

    tables: dict[str, Rows]
    migrations: list[str]


@dataclass(slots=True)
class Manifest:
    """What one backup holds. `made` is when it began: whatever was erased later has to be erased again after a restore."""

    made: datetime
    vendor: str
    tables: dict[str, Rows]
    migrations: list[str]
    files: dict[str, Content] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Return the manifest as it is stored."""
        return json.dumps({**asdict(self), "made": self.made.isoformat()}, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Return the manifest that was stored; raises `RefusedError` when it cannot be understood."""
        try:
            return cls._from_facts(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RefusedError(f"The manifest of this backup cannot be read: {error}") from error

    @classmethod
    def _from_facts(cls, facts: Facts) -> Manifest:
        if facts["format"] != FORMAT:
            raise RefusedError(
                f"This backup has format {facts['format']}; this version of the site reads format {FORMAT}."
            )
        return cls(
            made=datetime.fromisoformat(facts["made"]),
            vendor=facts["vendor"],
            tables={name: Rows(**rows) for name, rows in facts["tables"].items()},
            migrations=list(facts["migrations"]),
            files={name: Content(**content) for name, content in facts["files"].items()},
        )

    def media(self) -> dict[str, Content]:
        """Return the uploaded files among the contents, by their name in the archive."""
        return {name: content for name, content in self.files.items() if name.startswith("media/")}


def differing_tables(expected: dict[str, Rows], found: dict[str, Rows]) -> list[str]:
    """Return the names of the tables that are missing, too many, or hold other rows."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
