"""200 publications with a failure at each write of the gate: never is a page live in one language only, never at two times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.transaction import TransactionManagementError

from home.models import StandardPage
from languages.models import ApprovedRevision
from tests.factories import SmallSite
from tests.languages.gating import change, make_drafts, make_live, seen, times, translate

PUBLICATIONS = 200
WRITES = ("INSERT", "UPDATE", "DELETE")
WAYS_BACK = ("ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT")
REFUSED = "INSERT INTO nowhere (nothing) VALUES (0)"


class FailAt:
    """Has the n-th statement that writes fail, and counts them; afterwards nothing may be asked but the way back.

    Without an answer from the database (`is_refused` false) the connection is lost; else it refuses a statement, and the
    transaction is broken for PostgreSQL too.
    """

    def __init__(self, number: int, is_refused: bool) -> None:
        self.number = number
        self.is_refused = is_refused
        self.writes = 0
        self.tried_after: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        statement = sql.lstrip().upper()
        if self.writes >= self.number and not statement.startswith(WAYS_BACK):
            self.tried_after.append(sql)
        if statement.startswith(WRITES):
            self.writes += 1
            if self.writes == self.number:
                return self.fail(execute, many, context)
        return execute(sql, params, many, context)

    def fail(self, execute: Callable[..., Any], many: bool, context: dict[str, Any]) -> Any:
        if self.is_refused:
            return execute(REFUSED, [()] if many else None, many, context)
        raise DatabaseError(f"write {self.number}")


@contextmanager
def failing_at(number: int, is_refused: bool) -> Iterator[FailAt]:
    """Have the n-th write inside fail."""
    failure = FailAt(number, is_refused)
    with connection.execute_wrapper(failure):
        yield failure


def publish_with_failure(revision: Any, number: int, is_refused: bool) -> bool:
    """Publish while the n-th write fails; say whether there were fewer writes, so that it succeeded."""
    with failing_at(number, is_refused) as failure:
        try:
            revision.publish()
        except TransactionManagementError:
            pytest.fail("The first error is the one that is told.")
        except DatabaseError:
            assert failure.tried_after == [], "Nothing is asked of a transaction that has failed."
            return False
    assert failure.writes < number
    return True


def require_together(english: StandardPage, welsh: StandardPage, expected: list[tuple[bool, str]]) -> None:
    assert seen(english, welsh) == expected
    assert len(times(english, welsh)) == 1


def approve_a_change(pair: tuple[StandardPage, StandardPage], number: int) -> Any:
    """Change the original, have it wait, translate it; return the version whose approval completes the set."""
    english, welsh = pair
    revision = change(english, f"Coffee {number}")
    assert revision.publish().is_waiting
    return translate(welsh, f"Coffi {number}", revision)


@pytest.mark.parametrize("is_refused", [False, True], ids=["lost", "refused"])
def test_failure_at_each_write_leaves_the_languages_together(site_tree: SmallSite, is_refused: bool) -> None:
    pair = english, welsh = make_live(site_tree)
    before = seen(english, welsh)
    failures = done = number = 0
    completing = approve_a_change(pair, done)
    while failures + done < PUBLICATIONS:
        number += 1
        if publish_with_failure(completing, number, is_refused):
            done += 1
            before, number = [(True, f"Coffee {done - 1}"), (True, f"Coffi {done - 1}")], 0
            completing = approve_a_change(pair, done)
        else:
            failures += 1
            assert ApprovedRevision.objects.filter(page=english).exists(), "What is approved is not lost by a failure."
        require_together(english, welsh, before)
    assert done >= 2
    assert failures > PUBLICATIONS / 2


@pytest.mark.parametrize("is_refused", [False, True], ids=["lost", "refused"])
@pytest.mark.parametrize("first", ["english", "welsh"])
def test_failure_at_each_write_of_the_first_publication(site_tree: SmallSite, first: str, is_refused: bool) -> None:
    pages = make_drafts(site_tree)
    ordered = pages if first == "english" else pages[::-1]
    drafts = [(False, "Tea"), (False, "Te")]
    for page, expected in zip(ordered, (drafts, [(True, "Tea"), (True, "Te")]), strict=True):
        number = 1
        while not publish_with_failure(page.get_latest_revision(), number, is_refused):
            require_together(*pages, drafts)
            number += 1
        require_together(*pages, expected)
