"""What keeps a page from going live, as things that rooms further out may add to.

A check takes the page as it would be published and yields obstacles. It is registered with `@obstructs` in a module that is
loaded when the site starts. Every publication asks all of them: from the editor, a review, a schedule, a bulk action or code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a page may not go live yet.

    `code` names it for programs, such as `consent.missing`; `text` says to an editor what is missing; `url` leads to where it
    is put right, '' if nowhere in particular. What `may_wait` goes live by itself once it is put right; the rest is a refusal.
    Where a translation is missing, `language` is its code, `words` how many are to be translated, and `details` names the
    fields and pictures they stand in.
    """

    code: str
    text: str | _StrPromise
    url: str = ""
    may_wait: bool = False
    language: str = ""
    words: int = 0
    details: tuple[str, ...] = ()


Check = Callable[["Page"], Iterable[Obstacle]]
_checks: list[Check] = []


class NotReadyError(ValidationError):
    """A page may not go live yet. `obstacles` says why; the messages are their texts."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__([str(obstacle.text) for obstacle in self.obstacles])


def obstructs(check: Check) -> Check:
    """Have every publication ask the decorated check."""
    if check not in _checks:
        _checks.append(check)
    return check


def obstacles_to(page: Page) -> list[Obstacle]:
    """Return everything that keeps `page`, as it stands in memory, from going live."""
    return [obstacle for check in _checks for obstacle in check(page)]


def require_ready(page: Page) -> None:
    """Return if nothing keeps `page` from going live; raises `NotReadyError` with everything that does."""
    if found := obstacles_to(page):
        raise NotReadyError(found)
