"""What an operator is told of the outbox and may do: errors without people, trying again, dropping, forgetting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.upkeep.effects import Capture, Clock, Notes, State, lease, note, work
from upkeep.models import Effect
from upkeep.outbox import handlers
from upkeep.outbox.backoff import MAX_ATTEMPTS
from upkeep.outbox.email_delivery import post_letter
from upkeep.outbox.errors import describe
from upkeep.outbox.handlers import slow_kinds
from upkeep.outbox.leftovers import drop, forget_finished, hold_letters, oldest_due_age, try_again
from upkeep.outbox.posting import post
from upkeep.outbox.worker import carry_out_due

pytestmark = pytest.mark.django_db


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
