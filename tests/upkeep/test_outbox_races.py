"""Transactions of their own: none, one that is real, and many workers at once on a database that lets many write at once."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.transaction import TransactionManagementError

from tests.upkeep.effects import Notes, note, work
from upkeep.models import Effect
from upkeep.outbox.email_delivery import post_letter
from upkeep.outbox.posting import post

pytestmark = [
    pytest.mark.usefixtures("refilled"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def many_writers(db: None) -> None:
    """Only where many write at once."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")


def at_once(times: int, act: Any) -> list[Any]:
    """Do `act(number)` in as many threads as there are times, all beginning together; return what they return."""
    together = Barrier(times)

    def run(number: int) -> Any:
        try:
            together.wait()
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_posting_outside_a_transaction_is_refused(notes: Notes) -> None:
    with pytest.raises(TransactionManagementError, match="transaction"):
        note("soup")
    with pytest.raises(TransactionManagementError):
        post_letter(about="a", to=["reader@example.org"], subject="Soup", text="Come.", language="en")
    assert not Effect.objects.exists()


def test_a_commit_has_it_carried_out_and_a_rollback_does_not(notes: Notes) -> None:
    with transaction.atomic():
        note("soup")
        with transaction.atomic():
            note("poison")
            transaction.set_rollback(True)
        assert notes.taken == []
    assert notes.taken == ["soup"]


def test_a_handler_runs_outside_every_transaction(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(Notes, "__call__", lambda self, payload: seen.append(connection.in_atomic_block))
    with transaction.atomic():
        note("soup")
    assert seen == [False]


def test_a_handler_may_post_what_follows_it(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def go_on(self: Notes, payload: dict[str, Any]) -> None:
        taken.append(payload["what"])
        if payload["what"] == "first":
            with transaction.atomic():
                note("second")

    monkeypatch.setattr(Notes, "__call__", go_on)
    with transaction.atomic():
        note("first")
    work()
    assert taken == ["first", "second"]


@pytest.mark.postgresql
@pytest.mark.usefixtures("many_writers")
def test_workers_at_once_do_each_effect_once_and_in_order(notes: Notes) -> None:
    effects = [(subject, number) for number in range(10) for subject in "abcdefgh"]
    Effect.objects.bulk_create(Effect(kind="note", subject=s, payload={"what": [s, n]}) for s, n in effects)

    def until_done(_number: int) -> list[str]:
        events: list[str] = []
        deadline = time.monotonic() + 60
        while Effect.objects.waiting().exists() and time.monotonic() < deadline:
            events += work()
        return events

    events = at_once(4, until_done)
    assert Counter(event for told in events for event in told) == {"carried out": len(effects)}
    assert sum(1 for told in events if told) > 1, "several had a part in it"
    assert len(notes.taken) == len(effects)
    for subject in "abcdefgh":
        assert [number for taken, number in notes.taken if taken == subject] == list(range(10))


@pytest.mark.postgresql
@pytest.mark.usefixtures("many_writers")
def test_a_key_posted_by_many_at_once_is_one_effect(notes: Notes) -> None:
    def send(number: int) -> None:
        with transaction.atomic():
            post("note", "a", {"what": number}, "k")

    at_once(8, send)
    assert Effect.objects.count() == 1
    assert len(notes.taken) == 1


@pytest.mark.postgresql
@pytest.mark.usefixtures("many_writers")
def test_a_worker_passes_by_what_another_is_just_taking(notes: Notes) -> None:
    def work_without_waiting(_number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            try:
                work()
            finally:
                cursor.execute("RESET lock_timeout")

    with transaction.atomic():
        Effect.objects.bulk_create(Effect(kind="note", subject=s, payload={"what": s}) for s in "ab")
    with transaction.atomic():
        Effect.objects.select_for_update().get(subject="a")
        at_once(1, work_without_waiting)
    assert notes.taken == ["b"]
