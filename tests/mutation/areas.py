"""Which code is mutated, which tests are to notice it, and how much of it they have to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Area:
    """Part of the code. `files` and `tests` are patterns from the root of the project; `at_least` is the share to be killed."""

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    at_least: float = 0.0


AREAS: Final = (
    Area(
        "permissions",
        ("*/permissions.py", "*/media_permissions.py", "partners/desk_access.py", "stories/desk/access.py"),
        (
            "tests/accounts",
            "tests/home/test_groups.py",
            "tests/languages",
            "tests/partners",
            "tests/stories",
            "tests/translating/test_permissions.py",
            "tests/upkeep/test_outbox_admin.py",
            "tests/delivery/test_media.py",
        ),
        0.9,
    ),
    Area("gate", ("site/languages/gate/*.py",), ("tests/languages", "tests/translating", "tests/home"), 0.9),
    Area("consent", ("stories/consent/*.py",), ("tests/stories",), 0.9),
    Area("memory", ("site/delivery/memory/*.py",), ("tests/delivery",)),
    Area(
        "retention",
        ("site/upkeep/backup/rotation.py", "stories/moderation/*retention.py"),
        ("tests/upkeep", "tests/stories"),
    ),
    Area("merging", ("*/desk/merging.py",), ("tests/stories/desk", "tests/partners")),
)
