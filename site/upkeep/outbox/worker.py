"""Carrying out what is due: any number of workers, each effect in the hands of one.

A worker takes an effect by a lease: it writes a token of its own and a time into the row, in a transaction that ends before the
work begins. Only who holds the token writes down what came of it. A worker that is killed leaves a lease that runs out, and
another takes over. An attempt counts from its beginning, so that an effect that kills its worker is given up in the end.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Case, When
from django.utils import timezone

from upkeep.models import Effect
from upkeep.outbox.backoff import LEASE, MAX_ATTEMPTS, wait_after
from upkeep.outbox.errors import describe
from upkeep.outbox.handlers import handler_for, slow_kinds
from upkeep.outbox.outcomes import Outcome

logger = logging.getLogger(__name__)

AWAY = (TimeoutError, ConnectionError)
"""What a handler raises when the server it needs does not answer at all."""


def carry_out_due(limit: int = 100, seconds: float = 30, leaving: frozenset[str] = frozenset()) -> Iterator[Outcome]:
    """Carry out what is due, at most `limit` effects, none of the kinds in `leaving`; begin none after `seconds`.

    Yields what came of each.

    Once a server did not answer, other effects of that kind are left for the next time: each would wait as long again.
    """
    began, away = time.monotonic(), set(leaving)
    _bound_leases(timezone.now())
    for _number in range(limit):
        effect = _take(away) if time.monotonic() - began < seconds else None
        if effect is None:
            return
        yield _carry_out(effect, away)


def _bound_leases(now: datetime) -> None:
    """Let no lease last longer than one begun now: the clock has jumped back where one would."""
    beyond = Effect.objects.waiting().filter(leased_until__gt=now + LEASE)
    if beyond.exists():
        beyond.update(leased_until=now + LEASE)


def _take(away: set[str]) -> Effect | None:
    """Lease the oldest effect that is ready, quick kinds first, unless its kind is `away`; `None` if there is none."""
    now = timezone.now()
    with transaction.atomic():
        ready = Effect.objects.ready(now).exclude(kind__in=away)
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(skip_locked=True)
        effect = ready.order_by(Case(When(kind__in=slow_kinds(), then=1), default=0), "pk").first()
        if effect is None or not _write(effect, lease=uuid4(), leased_until=now + LEASE, attempts=effect.attempts + 1):
            return None
    return effect


def _write(effect: Effect, **fields: object) -> bool:
    """Write `fields` if the lease is still the one `effect` knows; say whether it is."""
    written = Effect.objects.waiting().filter(pk=effect.pk, lease=effect.lease).update(**fields)
    for name, value in fields.items():
        setattr(effect, name, value)
    return written == 1


def _carry_out(effect: Effect, away: set[str]) -> Outcome:
    """Call the handler and write down what came of it."""
    if effect.attempts > MAX_ATTEMPTS:
        return _give_up(effect, "The process ended during every attempt, the last one included.")
    try:
        handler_for(effect.kind)(effect.payload)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is kept with the effect, which is tried again
        if isinstance(error, AWAY):
            away.add(effect.kind)
        return _fail(effect, describe(error, effect.payload))
    return _finish(effect)


def _finish(effect: Effect) -> Outcome:
    """Empty the payload, which may hold personal data and has served."""
    done = {"state": Effect.State.DONE, "payload": {}, "error": "", "finished_at": timezone.now()}
    return _conclude(effect, "carried out", **done)


def _fail(effect: Effect, error: str) -> Outcome:
    if effect.attempts >= MAX_ATTEMPTS:
        return _give_up(effect, error)
    return _conclude(effect, "failed", error=error, due_at=timezone.now() + wait_after(effect.attempts))


def _give_up(effect: Effect, error: str) -> Outcome:
    # A warning, since errors are mailed: a letter about every letter that cannot be sent would have no end.
    logger.warning("Given up: %s effect %s of %s: %s", effect.kind, effect.pk, effect.subject, error)
    return _conclude(effect, "given up", state=Effect.State.DEAD, error=error, finished_at=timezone.now())


def _conclude(effect: Effect, event: str, **fields: object) -> Outcome:
    """Write how an attempt ended and give the lease back; somebody who took over meanwhile writes it instead."""
    held = _write(effect, lease=None, leased_until=None, **fields)
    return Outcome(event if held else "taken over", effect.kind, effect.subject, "", str(fields.get("error", "")))
