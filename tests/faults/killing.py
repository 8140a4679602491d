"""Killing a process before any of its writes, without a process: the connection is lost where the kill would come.

What a killed process had not committed, the database undoes. So the connection is closed in the middle of whatever transaction is
open, by an exception nothing in the program catches, and everything that was committed until then stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection

from tests.nightly import chance, rounds

WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.I)
STEP = rounds(1, 4)
"""Of how many writes one is killed before: see `tests.nightly`."""
UNTOLD = ("django_session", "sqlite_sequence", "delivery_pagechange")
"""Tables that say nothing of what was done."""

Act = Callable[[], object]
State = dict[str, list[str]]


class KilledError(BaseException):
    """The process ends here."""


class Killer:
    """Counts the writes of a process and ends it before one of them."""

    def __init__(self, before: int) -> None:
        self.before = before
        self.writes = 0
        self.dead = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Pass a statement on, unless this is where the process ends."""
        if WRITE.match(sql) and "django_session" not in sql:
            self.writes += 1
        self.dead = self.dead or self.writes == self.before
        if self.dead:  # whatever catches it the first time (the immediate task queue does) meets it again
            raise KilledError
        return execute(sql, params, many, context)


def state() -> State:
    """Return every row of every table of the site, as text; many-to-many tables too."""
    found: State = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in UNTOLD and model._meta.managed and not model._meta.proxy:
            rows = model._base_manager.order_by("pk").values_list(
                *[f.attname for f in model._meta.local_concrete_fields]
            )
            found[table] = [repr(row) for row in rows]
    return found


def differing(one: State, other: State) -> list[str]:
    """Return the names of the tables in which two states differ."""
    return [table for table, rows in one.items() if other[table] != rows]


def killed(act: Act, before: int) -> bool:
    """Do `act` in a process that is killed before one of its writes; say whether it came so far."""
    return attempt(act, before).dead


def attempt(act: Act, before: int) -> Killer:
    """Do `act` in a process that is killed before one of its writes; return the killer, who has counted them."""
    killer = Killer(before)
    try:
        with connection.execute_wrapper(killer):
            act()
    except (KilledError, DatabaseError):
        if not killer.dead:
            raise
    if killer.dead:
        connection.close()
    return killer


def kill_before_its_writes(act: Act) -> int:
    """Kill `act` before its writes, one attempt after the other, and let it end at last; return how many writes it has.

    By day it is killed before every fourth, the first chosen by the seed. Asserts that each killed attempt has left nothing behind.
    """
    untouched = state()
    for number in count(1 + chance().randrange(STEP), STEP):
        killer = attempt(act, number)
        if not killer.dead:
            return killer.writes
        assert not (tables := differing(untouched, state())), f"killed before write {number}, {tables} are half done"
    raise AssertionError("It never ends.")
