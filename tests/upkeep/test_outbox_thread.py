"""The thread of a web process: it does the work at once, outlives faults, holds no request up, and finishes what it has in hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError

from upkeep.outbox import posting, thread
from upkeep.outbox.outcomes import Outcome
from upkeep.outbox.thread import Runner


class Work:
    """Stands in for `carry_out_due`: counts its turns, and does in each what it is told to."""

    def __init__(self) -> None:
        self.turns = 0
        self.turned = Event()
        self.act: Callable[[], str] = lambda: "carried out"

    def __call__(self, **limits: Any) -> Iterator[Outcome]:
        self.turns += 1
        yield Outcome(self.act(), "note", "a", "")
        self.turned.set()
        yield Outcome("carried out", "note", "b", "")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    found = Work()
    monkeypatch.setattr(thread, "carry_out_due", found)
    return found


@pytest.fixture
def runner(work: Work) -> Iterator[Runner]:
    """A runner whose thread ends with the test."""
    found = Runner("outbox")
    yield found
    found.end()


def turns_of(work: Work, least: int) -> int:
    """Wait, a while at most, until there were so many turns; return how many there were."""
    deadline = time.monotonic() + 10
    while work.turns < least and time.monotonic() < deadline:
        time.sleep(0.01)
    return work.turns


def test_it_works_when_it_is_woken_and_rests_otherwise(runner: Runner, work: Work) -> None:
    runner.wake()
    assert work.turned.wait(10)
    time.sleep(0.1)
    assert work.turns == 1
    runner.wake()
    assert turns_of(work, 2) == 2


def test_waking_does_not_wait_for_the_work(runner: Runner, work: Work) -> None:
    release = Event()
    work.act = lambda: str(release.wait(10))
    began = time.monotonic()
    runner.wake()
    assert turns_of(work, 1) == 1
    runner.wake()
    assert time.monotonic() - began < 5
    assert not work.turned.is_set()
    release.set()
    assert turns_of(work, 2) == 2, "what was posted meanwhile has its turn"


def test_it_outlives_a_database_that_is_away(
    runner: Runner, work: Work, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> str:
        work.act = lambda: "carried out"
        raise OperationalError("connection refused")

    monkeypatch.setattr(thread, "RETRY", 0.01)
    work.act = away
    runner.wake()
    assert turns_of(work, 2) >= 2
    assert work.turned.wait(10)
    assert "connection refused" in caplog.text


def test_it_looks_again_when_something_failed(runner: Runner, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread, "RETRY", 0.01)
    work.act = lambda: "failed"
    runner.wake()
    assert turns_of(work, 3) >= 3


def test_a_process_that_ends_finishes_what_is_in_hand(runner: Runner, work: Work) -> None:
    done: list[bool] = []

    def slow() -> str:
        time.sleep(0.3)
        done.append(True)
        return "carried out"

    work.act = slow
    runner.wake()
    assert turns_of(work, 1) == 1
    runner.end()
    assert done == [True]
    assert not work.turned.is_set(), "and begins nothing else"


def test_a_process_that_never_began_has_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread._Process, "runners", ())
    thread.wake()
    assert thread._Process.runners == ()


@pytest.mark.django_db
def test_a_commit_wakes_the_thread_where_nothing_is_done_inline(
    monkeypatch: pytest.MonkeyPatch, settings: Any, work: Work, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    class Woken:
        times = 0

        def wake(self) -> None:
            self.times += 1

    woken = Woken()
    settings.OUTBOX_INLINE = False
    monkeypatch.setattr(thread._Process, "runners", (woken,))
    with django_capture_on_commit_callbacks(execute=True):
        posting.post("mail", "a", {})
        assert woken.times == 0
    assert woken.times == 1
