"""What a table says of an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.security.people import EVERYBODY, Role, World


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may be let in at an address, and an example of it on the small site: a path, or how to make one."""

    who: frozenset[Role]
    example: str | Callable[[World], str]
    opens: bool = True
    """Whether a plain GET of the example shows a page to those who may; not where an address only takes posts, or needs a step before."""

    def path(self, world: World) -> str:
        """Return the example."""
        return self.example if isinstance(self.example, str) else self.example(world)


def for_everybody(example: str) -> Rule:
    """Return the rule of an address that is open to all: there is nothing in it to leak."""
    return Rule(EVERYBODY, example, opens=False)
