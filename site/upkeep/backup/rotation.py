"""Which backups to keep, by their names alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_NAME: Final = re.compile(r"together-(\d{8}T\d{6})Z\.tar(\.enc)?")
_TIME: Final = "%Y%m%dT%H%M%S"

Period = Callable[[datetime], Hashable]
"""Tells which day, week or month a time belongs to."""


def name_for(made: datetime, *, encrypted: bool) -> str:
    """Return the name of the backup begun at `made`."""
    return f"together-{made.astimezone(UTC):{_TIME}}Z.tar{'.enc' if encrypted else ''}"


def made_at(name: str) -> datetime | None:
    """Return when the backup of this name was begun; nothing if this is not the name of a backup."""
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], _TIME).replace(tzinfo=UTC) if found else None


@dataclass(frozen=True, slots=True)
class Rule:
    """For how many days, weeks and months, counted among those that have one, the newest backup of each is retained."""

    daily: int
    weekly: int
    monthly: int


def superfluous(names: Iterable[str], rule: Rule, *, newest_whole: str) -> list[str]:
    """Return the backups that the rule does not keep, oldest first.

    `newest_whole` is known to be whole and always stays, and so does any file that is not named as a backup.
    """
    newest_first = sorted(((time, name) for name in names if (time := made_at(name))), reverse=True)
    retained = {newest_whole}
    for count, period in ((rule.daily, _day), (rule.weekly, _week), (rule.monthly, _month)):
        retained |= _newest_of_each(newest_first, count, period)
    return [name for _made, name in reversed(newest_first) if name not in retained]


def _newest_of_each(newest_first: list[tuple[datetime, str]], count: int, period: Period) -> set[str]:
    """Return the first name of each of the first `count` periods."""
    firsts: dict[Hashable, str] = {}
    for made, name in newest_first:
        firsts.setdefault(period(made), name)
    return set(list(firsts.values())[: max(count, 0)])


def _day(time: datetime) -> Hashable:
    return time.date()


def _week(time: datetime) -> Hashable:
    return time.isocalendar()[:2]


def _month(time: datetime) -> Hashable:
    return time.year, time.month
