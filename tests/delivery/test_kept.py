"""Values kept by a process until something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from types import SimpleNamespace

import pytest

from delivery.memory import process_cache as module
from delivery.memory.generation import Generation
from delivery.memory.process_cache import LIMIT, begin_keeping, kept, stop_keeping


@pytest.fixture
def database(shared: Generation, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A connection outside of transactions, in a process that keeps values."""
    connection = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(module, "connection", connection)
    begin_keeping()
    yield connection
    stop_keeping()


@pytest.fixture
def make() -> Callable[[], int]:
    """Return 1 the first time, 2 the second, and so on."""
    return count(1).__next__


def test_value_is_made_once(database: SimpleNamespace, make: Callable[[], int]) -> None:
    assert [kept("menu", make), kept("menu", make)] == [1, 1]


def test_keys_are_kept_apart(database: SimpleNamespace, make: Callable[[], int]) -> None:
    assert [kept(("menu", "en"), make), kept(("menu", "cy"), make)] == [1, 2]


def test_a_change_makes_it_anew(database: SimpleNamespace, shared: Generation, make: Callable[[], int]) -> None:
    kept("menu", make)
    shared.advance()
    assert kept("menu", make) == 2


def test_a_change_while_it_is_made_makes_it_anew(
    database: SimpleNamespace, shared: Generation, make: Callable[[], int]
) -> None:
    def overtaken() -> int:
        shared.advance()
        return make()

    assert kept("menu", overtaken) == 1
    assert kept("menu", make) == 2


def test_what_a_transaction_sees_is_not_kept(database: SimpleNamespace, make: Callable[[], int]) -> None:
    database.in_atomic_block = True
    kept("menu", make)
    database.in_atomic_block = False
    assert kept("menu", make) == 2


def test_a_process_nobody_tells_keeps_nothing(database: SimpleNamespace, make: Callable[[], int]) -> None:
    stop_keeping()
    assert [kept("menu", make), kept("menu", make)] == [1, 2]


def test_what_is_kept_is_bounded(database: SimpleNamespace, make: Callable[[], int]) -> None:
    for number in range(LIMIT + 1):
        kept(number, make)
    assert len(module._Kept.values) <= LIMIT
