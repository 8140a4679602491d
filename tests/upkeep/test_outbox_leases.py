"""What an effect is carried out under: a lease that one worker holds, a clock that may be put back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests.upkeep.effects import Capture, Clock, Notes, State, lease, note, work
from upkeep.models import Effect
from upkeep.outbox.backoff import LEASE, LONGEST_WAIT, MAX_ATTEMPTS

pytestmark = pytest.mark.django_db


def test_a_lease_that_has_run_out_is_taken_over(notes: Notes) -> None:
    note("soup")
    lease(minutes=1)
    assert work() == []
    lease(seconds=-1)
    assert work() == ["carried out"]
    assert Effect.objects.get().attempts == 2


def test_whoever_lost_the_lease_writes_nothing(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    note("soup")
    other = uuid4()

    def slow(payload: dict[str, Any]) -> None:
        Effect.objects.update(lease=other, leased_until=timezone.now() + LEASE)

    monkeypatch.setattr(type(notes), "__call__", lambda self, payload: slow(payload))
    assert work() == ["taken over"]
    effect = Effect.objects.get()
    assert (effect.state, effect.lease, effect.payload) == (State.WAITING, other, {"what": "soup"})


def test_an_effect_that_kills_every_worker_is_given_up(notes: Notes) -> None:
    note("poison")
    Effect.objects.update(lease=uuid4(), leased_until=timezone.now(), attempts=MAX_ATTEMPTS)
    assert work() == ["given up"]
    assert notes.taken == []


def test_no_transaction_is_held_while_a_handler_runs(
    notes: Notes, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    depths = []
    outside = len(transaction.get_connection().savepoint_ids)

    def look(self: Notes, payload: dict[str, Any]) -> None:
        depths.append(len(transaction.get_connection().savepoint_ids))

    monkeypatch.setattr(Notes, "__call__", look)
    note("soup")
    work()
    assert depths == [outside]


# --- The clock ------------------------------------------------------------------------------------------------------------


def test_a_clock_put_back_does_not_hold_up_what_is_new(notes: Notes, clock: Clock) -> None:
    note("soup")
    clock.forward(hours=-1)
    assert work() == ["carried out"]


def test_a_clock_put_back_does_not_hold_up_a_retry_for_ever(notes: Notes, clock: Clock) -> None:
    notes.errors = [RuntimeError()]
    note("soup")
    work()
    clock.forward(days=-400)
    assert work() == ["carried out"]


def test_a_clock_put_back_a_little_costs_no_more_than_the_longest_wait(notes: Notes, clock: Clock) -> None:
    notes.errors = [RuntimeError()]
    note("soup")
    work()
    clock.forward(hours=-10)
    assert work() == []
    clock.forward(seconds=LONGEST_WAIT.total_seconds())
    assert work() == ["carried out"]


def test_a_clock_put_back_neither_breaks_a_lease_nor_makes_it_endless(notes: Notes, clock: Clock) -> None:
    note("soup")
    lease(seconds=LEASE.total_seconds())
    clock.forward(days=-400)
    assert work() == [], "whoever has it may be at it still"
    clock.forward(seconds=LEASE.total_seconds() + 1)
    assert work() == ["carried out"]
