"""What is posted is carried out after its transaction, in order, again when it fails, and given up in the end."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from tests.upkeep.effects import KIND, Capture, Clock, Notes, State, note, work
from upkeep.models import Effect
from upkeep.outbox.backoff import CAP, LEASE, LONGEST_WAIT, MAX_ATTEMPTS, wait_after
from upkeep.outbox.handlers import UnknownKindError, carries_out, handler_for
from upkeep.outbox.posting import post
from upkeep.outbox.worker import carry_out_due

pytestmark = pytest.mark.django_db


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
