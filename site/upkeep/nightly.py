"""What is done once a night: fresh figures for the database's planner, the search index, a look at the page trees, old sessions.

Each is an effect of the outbox with the date in its key, so that of any number of workers one does it, and it is tried again when
it fails.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Final

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from upkeep.heartbeats import beat
from upkeep.models import Effect
from upkeep.outbox.errors import describe
from upkeep.outbox.handlers import Handler, Payload, carries_out
from upkeep.outbox.posting import post

HOUR: Final = 3
"""The hour of the night, by the site's clock (`TIME_ZONE`), from which on it is done."""
_kinds: list[str] = []

logger = logging.getLogger(__name__)


class TreeError(Exception):
    """The tables that hold the page trees contradict each other."""


def every_night(kind: str) -> Callable[[Handler], Handler]:
    """Have the decorated function carry out effects of `kind` (see `upkeep.outbox.handlers`), and one posted every night."""

    def register(handler: Handler) -> Handler:
        if kind not in _kinds:
            _kinds.append(kind)
        return carries_out(kind)(_with_heartbeat(kind, handler))

    return register


def _with_heartbeat(kind: str, handler: Handler) -> Handler:
    """Return the handler, which then also writes down that it was done, or that it failed."""

    @wraps(handler)
    def handle(payload: Payload) -> None:
        try:
            handler(payload)
        except Exception as error:
            beat(kind, describe(error, payload))
            raise
        beat(kind)

    return handle


def nightly_kinds() -> tuple[str, ...]:
    """Return the kinds of what is done every night, in the order it is posted."""
    return tuple(_kinds)


def post_nightly(now: datetime) -> None:
    """Post what is to be done in the night before `now`, unless it has been; nothing before the hour."""
    local = timezone.localtime(now)
    if local.hour < HOUR:
        return
    keys = {f"{kind} {local:%Y-%m-%d}": kind for kind in nightly_kinds()}
    posted = set(Effect.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in keys.keys() - posted:
        with transaction.atomic():
            post(keys[key], keys[key], {}, key)


@every_night("analyze")
def analyze(payload: Payload) -> None:
    """Count what is in the tables: a database without such figures chooses the wrong index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@every_night("update_index")
def update_index(payload: Payload) -> None:
    """Make the search index again: renamed strands, themes and organisations stand in the entries of pages that name them."""
    call_command("update_index", verbosity=0)


@every_night("check_trees")
def check_trees(payload: Payload) -> None:
    """Raise `TreeError` with the keys of pages whose place in the tree is wrong; `manage.py fixtree` mends most of it."""
    names = ("wrong letters", "wrong length", "no parent", "wrong depth", "wrong number of children")
    problems = {name: keys for name, keys in zip(names, Page.find_problems(), strict=True) if keys}
    if problems:
        told = "; ".join(f"{name}: {', '.join(map(str, keys[:10]))}" for name, keys in problems.items())
        logger.error("The page tree is damaged: %s. Run `manage.py fixtree`.", told)
        raise TreeError(told)


@every_night("forget_sessions")
def forget_sessions(payload: Payload) -> None:
    """Delete sessions that have ended."""
    call_command("clearsessions")
