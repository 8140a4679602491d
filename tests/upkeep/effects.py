"""What the tests of the outbox share: a kind of effect that notes what it is asked to do, and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from upkeep.models import Effect
from upkeep.outbox import handlers
from upkeep.outbox.posting import post
from upkeep.outbox.worker import carry_out_due

KIND = "note"


@dataclass
class Notes:
    """The handler of `note` effects: keeps what it was given, after raising what it is told to."""

    taken: list[Any] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    always: Exception | None = None

    def __call__(self, payload: dict[str, Any]) -> None:
        if self.errors or self.always:
            raise self.always or self.errors.pop(0)
        self.taken.append(payload["what"])


@dataclass
class Clock:
    """The time as the site sees it."""

    offset: timedelta = timedelta(0)

    def forward(self, **span: float) -> None:
        """Let time pass; negative spans are a clock put back."""
        self.offset += timedelta(**span)


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    """A handler for `note` effects."""
    handler = Notes()
    monkeypatch.setitem(handlers._handlers, KIND, handler)
    return handler


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that can be moved."""
    moved, real = Clock(), timezone.now

    def now() -> datetime:
        return real() + moved.offset

    monkeypatch.setattr("django.utils.timezone.now", now)
    return moved


def note(what: Any, subject: str = "a", key: str = "") -> None:
    """Post a `note` effect."""
    post(KIND, subject, {"what": what}, key)


def work() -> list[str]:
    """Carry out what is due; return what came of each."""
    return [outcome.event for outcome in carry_out_due()]


Capture = Callable[..., Any]
State = Effect.State


def lease(**span: float) -> None:
    """Let the only effect be in the hands of a worker, until so long from now."""
    until = timezone.now() + timedelta(**span)
    assert Effect.objects.update(lease=uuid4(), leased_until=until, attempts=1) == 1
