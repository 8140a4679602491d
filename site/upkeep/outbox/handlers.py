"""What carries out which kind of effect.

A handler takes the payload and returns nothing. It may be called twice with the same payload, if the process was killed after the
work and before that was written down: doing it twice must come to the same as doing it once. It must end within the lease
(`backoff.LEASE`), and it runs outside any transaction. Whatever it raises means that it is to be tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Payload = dict[str, Any]
Handler = Callable[[Payload], None]

_handlers: dict[str, Handler] = {}
_slow: set[str] = set()


class UnknownKindError(LookupError):
    """No handler carries out effects of this kind."""


def carries_out(kind: str, *, is_slow: bool = False) -> Callable[[Handler], Handler]:
    """Register the decorated function for effects of `kind`; raises `ValueError` if there is one already.

    What `is_slow` takes many seconds: a letter with the code to sign in does not wait behind it.
    """

    def register(handler: Handler) -> Handler:
        if _handlers.get(kind, handler) is not handler:
            raise ValueError(f"Two handlers carry out {kind}.")
        _handlers[kind] = handler
        if is_slow:
            _slow.add(kind)
        return handler

    return register


def handler_for(kind: str) -> Handler:
    """Return the handler of `kind`; raises `UnknownKindError` if there is none."""
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKindError(f"Nothing carries out effects of the kind {kind!r}.") from None


def slow_kinds() -> frozenset[str]:
    """Return the kinds whose effects take many seconds."""
    return frozenset(_slow)
