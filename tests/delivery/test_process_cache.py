"""Values kept by a process until something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from types import SimpleNamespace

import pytest

from delivery.memory import process_cache as module
from delivery.memory.generation import Generation
from delivery.memory.process_cache import LIMIT, process_cached, start_process_cache, stop_process_cache


@pytest.fixture
def database(shared: Generation, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A connection outside of transactions, in a process that keeps values."""
    connection = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(module, "connection", connection)
    start_process_cache()
    yield connection
    stop_process_cache()


@pytest.fixture
def make() -> Callable[[], int]:
    """Return 1 the first time, 2 the second, and so on."""
    return count(1).__next__


def test_value_is_made_once(database: SimpleNamespace, make: Callable[[], int]) -> None:
    assert [process_cached("menu", make), process_cached("menu", make)] == [1, 1]


def test_keys_are_kept_apart(database: SimpleNamespace, make: Callable[[], int]) -> None:
    assert [process_cached(("menu", "en"), make), process_cached(("menu", "cy"), make)] == [1, 2]


def test_a_change_makes_it_anew(database: SimpleNamespace, shared: Generation, make: Callable[[], int]) -> None:
    process_cached("menu", make)
    shared.advance()
    assert process_cached("menu", make) == 2


def test_a_change_while_it_is_made_makes_it_anew(
    database: SimpleNamespace, shared: Generation, make: Callable[[], int]
) -> None:
    def overtaken() -> int:
        shared.advance()
        return make()

    assert process_cached("menu", overtaken) == 1
    assert process_cached("menu", make) == 2


def test_what_a_transaction_sees_is_not_cached(database: SimpleNamespace, make: Callable[[], int]) -> None:
    database.in_atomic_block = True
    process_cached("menu", make)
    database.in_atomic_block = False
    assert process_cached("menu", make) == 2


def test_a_process_nobody_tells_caches_nothing(database: SimpleNamespace, make: Callable[[], int]) -> None:
    stop_process_cache()
    assert [process_cached("menu", make), process_cached("menu", make)] == [1, 2]


def test_what_is_cached_is_bounded(database: SimpleNamespace, make: Callable[[], int]) -> None:
    for number in range(LIMIT + 1):
        process_cached(number, make)
    assert len(module._Cache.values) <= LIMIT
