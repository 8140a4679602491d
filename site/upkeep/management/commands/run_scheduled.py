"""Do what is due: once, or again and again until told to stop. Any number of these may run at the same time.

That is publishing on time, carrying out what the web processes left in the outbox, forgetting what is past its time, and once a
night the upkeep of database, search index and page trees.
"""

from __future__ import annotations

import json
import logging
import signal
import threading
from collections.abc import Callable, Iterable
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.functional import cached_property

from upkeep.health.operator_notices import ping, tell_operators
from upkeep.heartbeats import SCHEDULER, beat
from upkeep.nightly import post_nightly
from upkeep.outbox.leftovers import forget_finished
from upkeep.outbox.outcomes import Outcome
from upkeep.outbox.worker import carry_out_due
from upkeep.scheduled import run_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Prints a line of JSON for everything it does; silence means that nothing was due."""

    help = "Publish and take down pages whose time has come, and carry out what the outbox holds."

    @cached_property
    def stopping(self) -> threading.Event:
        """Set once the process is asked to end."""
        return threading.Event()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--every`."""
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on until SIGTERM, at this interval.")

    def say(self, event: str, **facts: str) -> None:
        """Print one line: the time, what happened, and to what."""
        line = {"time": timezone.now().isoformat(timespec="seconds"), "event": event, **facts}
        self.stdout.write(json.dumps(line, ensure_ascii=False, default=str))
        self.stdout.flush()

    def handle(self, *args: object, every: float | None = None, **options: object) -> None:
        """Run once, or in a loop that ends after the work in hand when the process is asked to stop.

        Raises `CommandError` if something of a single run failed as a whole; a loop goes on, and tells it.
        """
        if every is None:
            if failed := self.run_turn():
                raise CommandError(f"Not done: {', '.join(failed)}.")
            return
        self._stop_when_asked()
        self.say("started", every=str(every))
        while not self.stopping.is_set():
            close_old_connections()
            self.run_turn()
            self.stopping.wait(every)
        self.say("stopped")

    def run_turn(self) -> list[str]:
        """Do what is due, each part whatever became of the others; return the names of the parts that failed."""
        failed = [name for name, part in self._parts() if not self.stopping.is_set() and not self._do(name, part)]
        if not failed:
            ping()
        return failed

    def _parts(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what a turn is made of, in its order; the heartbeat comes last, since it says that a turn came to its end."""
        nightly = [("nightly", lambda: post_nightly(timezone.now()))] if settings.NIGHTLY_UPKEEP else []
        return [
            *nightly,
            ("scheduled", lambda: self._tell(run_due(timezone.now()))),
            ("outbox", lambda: self._tell(carry_out_due())),
            ("forgetting", lambda: forget_finished(timezone.now())),
            ("heartbeat", lambda: beat(SCHEDULER)),
            ("health", lambda: tell_operators(timezone.now())),
        ]

    def _do(self, name: str, part: Callable[[], object]) -> bool:
        """Do one part; a failure, of whatever kind, is told, and the next turn tries again."""
        try:
            part()
        except Exception as error:  # nothing may end the scheduler: it would end again at every start
            logger.exception("The scheduler's %s failed.", name)
            self.say("failed", thing=name, error=f"{type(error).__name__}: {error}")
            return False
        return True

    def _tell(self, outcomes: Iterable[Outcome]) -> None:
        """Print what comes of each piece of work; when asked to stop, finish only what is in hand."""
        for outcome in outcomes:
            self.say(**outcome.facts())
            if self.stopping.is_set():
                return

    def _stop_when_asked(self) -> None:
        """Have SIGTERM and SIGINT ask for the end."""

        def stop(number: int, frame: FrameType | None) -> None:
            self.stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
