"""Waiting for one's turn to write. SQLite lets one write at a time and keeps no queue: under many writers somebody is always last.

A transaction that could not begin within the database's own patience (20 s, `config.services`) has done nothing, and may be begun
again. A web server gives up on a request later than this does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, transaction

P = ParamSpec("P")
R = TypeVar("R")
TRIES: Final = 4


def retry_locked(act: Callable[P, R]) -> Callable[P, R]:
    """Wrap what writes in one transaction of its own, so that it is tried again when it found the database locked."""

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for _try in range(TRIES - 1):
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                if "locked" not in str(error) or transaction.get_connection().in_atomic_block:
                    raise
        return act(*args, **kwargs)

    return tried
