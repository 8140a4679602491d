"""What is posted is carried out after its transaction, in order, again when it fails, and given up in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests.upkeep.effects import KIND, Clock, Notes, note, work
from upkeep.models import Effect
from upkeep.outbox import handlers
from upkeep.outbox.backoff import CAP, LEASE, LONGEST_WAIT, MAX_ATTEMPTS, wait_after
from upkeep.outbox.email_delivery import post_letter
from upkeep.outbox.errors import describe
from upkeep.outbox.handlers import UnknownKindError, carries_out, handler_for, slow_kinds
from upkeep.outbox.leftovers import drop, forget_finished, hold_letters, oldest_due_age, try_again
from upkeep.outbox.posting import post
from upkeep.outbox.worker import carry_out_due

Capture = Callable[..., Any]
pytestmark = pytest.mark.django_db
State = Effect.State


# --- Posting --------------------------------------------------------------------------------------------------------------


def test_what_is_posted_is_carried_out_after_the_commit(
    notes: Notes, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        note("soup")
        assert notes.taken == []
    assert notes.taken == ["soup"]


def test_rollback_leaves_nothing(notes: Notes) -> None:
    with transaction.atomic():
        note("soup")
        transaction.set_rollback(True)
    assert not Effect.objects.exists()
    assert work() == []


def test_a_kind_nothing_carries_out_is_refused() -> None:
    with pytest.raises(UnknownKindError, match="mial"):
        post("mial", "a", {})


def test_two_handlers_of_one_kind_are_refused(notes: Notes) -> None:
    with pytest.raises(ValueError, match=KIND):
        carries_out(KIND)(lambda payload: None)
    assert handler_for(KIND) is notes


def test_a_key_posted_twice_is_one_effect(notes: Notes) -> None:
    note("first", key="k")
    note("second", key="k")
    assert work() == ["carried out"]
    note("third", key="k")
    assert work() == []
    assert notes.taken == ["first"]


def test_without_a_key_every_post_counts(notes: Notes) -> None:
    note("soup")
    note("soup")
    assert work() == ["carried out"] * 2
    assert notes.taken == ["soup", "soup"]


# --- Carrying out ---------------------------------------------------------------------------------------------------------


def test_a_done_effect_holds_nothing_any_more(notes: Notes) -> None:
    note("a secret")
    work()
    effect = Effect.objects.get()
    assert (effect.state, effect.payload, effect.lease) == (State.DONE, {}, None)
    assert work() == []


def test_effects_of_one_subject_keep_their_order(notes: Notes, clock: Clock) -> None:
    notes.errors = [RuntimeError("not yet")]
    note("first")
    note("second")
    note("other", subject="b")
    assert work() == ["failed", "carried out"]
    assert notes.taken == ["other"]
    clock.forward(minutes=1)
    assert work() == ["carried out", "carried out"]
    assert notes.taken == ["other", "first", "second"]


def test_an_effect_in_hand_holds_back_those_after_it(notes: Notes) -> None:
    note("first")
    note("second")
    Effect.objects.filter(payload__what="first").update(lease=uuid4(), leased_until=timezone.now() + LEASE, attempts=1)
    assert work() == []


def test_a_dead_effect_holds_nothing_back(notes: Notes) -> None:
    note("first")
    note("second")
    Effect.objects.filter(payload__what="first").update(state=State.DEAD)
    assert work() == ["carried out"]
    assert notes.taken == ["second"]


def test_a_failed_effect_waits_longer_each_time(notes: Notes, clock: Clock) -> None:
    notes.always = RuntimeError("not yet")
    note("soup")
    for seconds in (30, 120, 480):
        before = timezone.now()
        assert work() == ["failed"]
        waits = (Effect.objects.get().due_at - before).total_seconds()
        assert seconds <= waits < seconds * 1.25 + 5
        clock.forward(seconds=seconds - 5)
        assert work() == []
        clock.forward(seconds=seconds)


def test_waits_never_grow_beyond_the_longest() -> None:
    waits = [wait_after(attempts) for attempts in range(1, MAX_ATTEMPTS)]
    assert waits == sorted(waits)
    assert max(waits) <= LONGEST_WAIT
    assert wait_after(MAX_ATTEMPTS) >= CAP


def test_chance_spreads_retries() -> None:
    assert len({wait_after(3) for _number in range(20)}) > 1


def test_given_up_after_the_last_attempt(notes: Notes, clock: Clock) -> None:
    notes.always = RuntimeError("never")
    note("soup")
    events = []
    for _attempt in range(MAX_ATTEMPTS + 2):
        events += work()
        clock.forward(days=1)
    assert events == ["failed"] * (MAX_ATTEMPTS - 1) + ["given up"]
    effect = Effect.objects.get()
    assert (effect.state, effect.attempts, effect.error) == (State.DEAD, MAX_ATTEMPTS, "RuntimeError: never")
    assert effect.payload == {"what": "soup"}, "somebody may have it tried again"


def test_a_kind_whose_handler_is_gone_is_tried_again(notes: Notes) -> None:
    note("soup")
    Effect.objects.update(kind="of last year")
    assert work() == ["failed"]
    assert "UnknownKindError" in Effect.objects.get().error


def test_a_server_that_does_not_answer_is_asked_once_a_turn(notes: Notes, clock: Clock) -> None:
    notes.errors = [TimeoutError()]
    note("first", subject="a")
    note("second", subject="b")
    assert work() == ["failed"]
    assert notes.taken == []
    assert work() == ["carried out"]
    assert notes.taken == ["second"]


def test_one_turn_ends(notes: Notes) -> None:
    for number in range(5):
        note(number, subject=str(number))
    assert len(list(carry_out_due(limit=2))) == 2
    assert list(carry_out_due(seconds=-1)) == []
    assert len(work()) == 3


# --- Leases ---------------------------------------------------------------------------------------------------------------


def lease(**span: float) -> None:
    """Let the only effect be in the hands of a worker, until so long from now."""
    until = timezone.now() + timedelta(**span)
    assert Effect.objects.update(lease=uuid4(), leased_until=until, attempts=1) == 1


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


# --- Errors ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        "{'reader@example.org': (550, b'no such user')}",
        "Reader <reader@example.org> is not here",
        "reader@example.org: mailbox full",
        "Nia  Example has moved",
    ],
)
def test_an_error_tells_nothing_of_a_person(message: str) -> None:
    told = describe(ValueError(message), {"to": ["reader@example.org"], "deep": [{"name": "Nia\nExample"}]})
    assert told.startswith("ValueError: ")
    assert "reader" not in told
    assert "Nia" not in told
    assert "…" in told


def test_an_error_is_short() -> None:
    assert len(describe(ValueError("word " * 200), {})) <= 300
    assert describe(TimeoutError(), {}) == "TimeoutError"


def test_short_strings_of_a_payload_are_left_in_words() -> None:
    assert describe(ValueError("Internal end"), {"language": "en"}) == "ValueError: Internal end"


# --- Looking after --------------------------------------------------------------------------------------------------------


def dead(what: str = "soup") -> Effect:
    """Make an effect that was given up."""
    note(what)
    effect = Effect.objects.latest("pk")
    Effect.objects.filter(pk=effect.pk).update(state=State.DEAD, attempts=MAX_ATTEMPTS, finished_at=timezone.now())
    return effect


def test_trying_again_begins_afresh(notes: Notes, django_capture_on_commit_callbacks: Capture) -> None:
    effect = dead()
    with django_capture_on_commit_callbacks(execute=True):
        assert try_again(effect)
    assert notes.taken == ["soup"]
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == (State.DONE, 1)


def test_what_is_in_hand_or_done_is_neither_tried_again_nor_dropped(notes: Notes) -> None:
    note("soup")
    lease(minutes=1)
    effect = Effect.objects.get()
    assert not try_again(effect)
    assert not drop(effect)
    lease(minutes=-1)
    work()
    assert not try_again(effect)
    assert notes.taken == ["soup"]


def test_dropping_forgets_what_is_not_done(notes: Notes) -> None:
    assert drop(dead())
    assert not Effect.objects.exists()
    note("soup")
    work()
    assert not drop(Effect.objects.get())
    assert Effect.objects.exists()


def test_finished_effects_are_forgotten_and_waiting_ones_are_not(notes: Notes) -> None:
    note("done")
    work()
    dead()
    note("waiting", subject="b")
    now = timezone.now()
    assert forget_finished(now + timedelta(days=6)) == 0
    assert forget_finished(now + timedelta(days=8)) == 1
    assert set(Effect.objects.values_list("state", flat=True)) == {State.DEAD, State.WAITING}
    assert forget_finished(now + timedelta(days=91)) == 1
    assert Effect.objects.get().state == State.WAITING


def test_the_age_of_the_oldest_due_effect(notes: Notes, clock: Clock) -> None:
    assert oldest_due_age() == 0
    notes.errors = [RuntimeError()]
    note("soup")
    clock.forward(minutes=20)
    assert 1200 <= oldest_due_age() < 1230
    work()
    assert oldest_due_age() == 0, "a retry that waits for its time is not late"
    clock.forward(days=-1)
    assert oldest_due_age() == 0


def test_letters_that_waited_are_held_after_a_restore(db: None) -> None:
    with transaction.atomic():
        post_letter(about="soup", to=["reader@example.org"], subject="Soup", text="Come.", language="en")
        post("analyze", "analyze", {})
    assert hold_letters() == 1
    held = Effect.objects.dead().get()
    assert held.payload["message"]["to"] == ["reader@example.org"], "somebody may still send it"
    assert "may have been sent" in held.error
    assert Effect.objects.waiting().get().kind == "analyze"


def test_letters_do_not_wait_behind_what_is_slow(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(
        handlers,
        "_handlers",
        {"cut": lambda payload: done.append("cut"), "write": lambda payload: done.append("write")},
    )
    monkeypatch.setattr(handlers, "_slow", {"cut"})
    with transaction.atomic():
        post("cut", "a picture", {})
        post("write", "a letter", {})
    assert [outcome.thing for outcome in carry_out_due(leaving=slow_kinds())] == ["write"]
    with transaction.atomic():
        post("write", "another letter", {})
    assert len(list(carry_out_due())) == 2
    assert done == ["write", "write", "cut"]
