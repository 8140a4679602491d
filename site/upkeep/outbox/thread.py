"""The threads of a web process that carry out what its requests have posted, so that mail leaves at once without holding one up.

There are two: one for everything, and one that leaves what is slow, such as cutting pictures, so that no letter waits behind it.
They are a help, not a promise: what they do not do, or fail at, the worker (`run_scheduled`) does.
"""

from __future__ import annotations

import atexit
import logging
import os
from threading import Event, Lock, Thread
from typing import Final

from django.db import connections

from upkeep.outbox.handlers import slow_kinds
from upkeep.outbox.worker import carry_out_due

RETRY: Final = 60.0
"""Seconds between two looks while something has failed: retries are made where no worker runs, too."""

LAST_MOMENT: Final = 15.0
"""Seconds a process that ends waits for the effect in hand: more than a mail usually takes, less than gunicorn grants."""

logger = logging.getLogger(__name__)


class Runner:
    """One thread, started when it is first needed: a thread does not survive a fork, and gunicorn forks after loading."""

    def __init__(self, name: str, *, leaves_slow: bool = False) -> None:
        self._name = name
        self._leaves_slow = leaves_slow
        self._wanted = Event()
        self._ending = Event()
        self._starting = Lock()
        self._thread: Thread | None = None

    def wake(self) -> None:
        """Have what is due carried out soon."""
        self._wanted.set()
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Begin no other effect than the one in hand."""
        self._ending.set()
        self._wanted.set()

    def end(self) -> None:
        """Let the effect in hand be finished, and begin no other."""
        self.stop()
        if self._thread is not None:
            self._thread.join(LAST_MOMENT)

    def _run(self) -> None:
        timeout: float | None = None
        while not self._ending.is_set():
            self._wanted.wait(timeout)
            self._wanted.clear()
            timeout = None if self._work_well() else RETRY

    def _work_well(self) -> bool:
        """Carry out what is due; say whether nothing failed."""
        try:
            return self._work()
        except Exception:  # the thread must outlive a database that is away; errors would be mailed each minute
            logger.warning("The outbox could not be worked on.", exc_info=True)
            return False
        finally:
            connections.close_all()

    def _work(self) -> bool:
        failed = False
        leaving = slow_kinds() if self._leaves_slow else frozenset()
        for outcome in carry_out_due(limit=10_000, seconds=3600, leaving=leaving):
            failed = failed or outcome.event == "failed"
            if self._ending.is_set():
                break
        return not failed


class _Process:
    """The runners of this process; none where nobody asked for them."""

    runners: tuple[Runner, ...] = ()


def begin() -> None:
    """Make this process, and those forked from it, carry out what they post."""
    if not _Process.runners:
        os.register_at_fork(after_in_child=_renew)
        atexit.register(_end)
    _renew()


def wake() -> None:
    """Have what was posted carried out soon, in a process that does so."""
    for runner in _Process.runners:
        runner.wake()


def _renew() -> None:
    _Process.runners = (Runner("outbox"), Runner("outbox, quick", leaves_slow=True))


def _end() -> None:
    for runner in _Process.runners:
        runner.stop()
    for runner in _Process.runners:
        runner.end()
