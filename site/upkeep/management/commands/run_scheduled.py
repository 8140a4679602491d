"""Publish what is scheduled: once, or again and again until told to stop. Any number of these may run at the same time."""

from __future__ import annotations

import json
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from upkeep.scheduled import run_due


class Command(BaseCommand):
    """Prints a line of JSON for everything it does; silence means that nothing was due."""

    help = "Publish pages whose time has come and take down those that have expired."

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
        stopping = self._asked_to_stop()
        self.say("started", every=str(every))
        while not stopping.is_set():
            self.run_patiently()
            stopping.wait(every)
        self.say("stopped")

    def run_once(self) -> None:
        """Do what is due now and tell it."""
        for outcome in run_due(timezone.now()):
            self.say(**outcome.facts())

    def run_patiently(self) -> None:
        """Do what is due; a database that is away is told and asked again next time."""
        close_old_connections()
        try:
            self.run_once()
        except DatabaseError as error:
            self.say("failed", error=f"{type(error).__name__}: {error}")

    @staticmethod
    def _asked_to_stop() -> threading.Event:
        """Return an event that SIGTERM and SIGINT set."""
        stopping = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        return stopping
