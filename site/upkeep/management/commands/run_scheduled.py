"""Do what is due: once, or again and again until told to stop. Any number of these may run at the same time.

That is publishing on time, carrying out what the web processes left in the outbox, forgetting what is past its time, and once a
night the upkeep of database, search index and page trees.
"""

from __future__ import annotations

import json
import signal
import threading
from itertools import chain
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from upkeep.nightly import post_nightly
from upkeep.outbox.leftovers import forget_finished
from upkeep.outbox.worker import carry_out_due
from upkeep.scheduled import run_due


class Command(BaseCommand):
    """Prints a line of JSON for everything it does; silence means that nothing was due."""

    help = "Publish and take down pages whose time has come, and carry out what the outbox holds."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping = threading.Event()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--every`."""
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on until SIGTERM, at this interval.")

    def say(self, event: str, **facts: str) -> None:
        """Print one line: the time, what happened, and to what."""
        line = {"time": timezone.now().isoformat(timespec="seconds"), "event": event, **facts}
        self.stdout.write(json.dumps(line, ensure_ascii=False))
        self.stdout.flush()

    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        """Run once, or in a loop that ends after the work in hand when the process is asked to stop."""
        if every is None:
            self.run_once()
            return
        self._stop_when_asked()
        self.say("started", every=str(every))
        while not self.stopping.is_set():
            self.run_turn()
            self.stopping.wait(every)
        self.say("stopped")

    def run_once(self) -> None:
        """Do what is due now and tell it; when asked to stop, finish only what is in hand."""
        if settings.NIGHTLY_UPKEEP:
            post_nightly(timezone.now())
        for outcome in chain(run_due(timezone.now()), carry_out_due()):
            self.say(**outcome.facts())
            if self.stopping.is_set():
                return
        forget_finished(timezone.now())

    def run_turn(self) -> None:
        """Do what is due; a database that is away is told and asked again next time."""
        close_old_connections()
        try:
            self.run_once()
        except DatabaseError as error:
            self.say("failed", error=f"{type(error).__name__}: {error}")

    def _stop_when_asked(self) -> None:
        """Have SIGTERM and SIGINT ask for the end."""

        def stop(number: int, frame: FrameType | None) -> None:
            self.stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
