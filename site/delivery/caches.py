"""The cache on Redis, and the process's own memory while Redis does not answer.

What is stored there can be lost without harm (counts of a minute, where the site has its roots); a form or a page that fails because
Redis is away would be harm. So nothing here ever raises a connection error, and nobody waits for Redis longer than half a second
in five.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

SECONDS_TO_ANSWER: Final = 0.5
SECONDS_BEFORE_RETRY: Final = 5.0
"""For so long nothing is asked of a Redis that did not answer."""
ASKED: Final = (
    *("add", "get", "set", "touch", "delete", "incr", "has_key", "clear"),
    *("get_many", "set_many", "delete_many"),
)
"""The methods of a cache that ask Redis; all others are made of these."""

logger = logging.getLogger(__name__)
_away_until: dict[str, float] = {}


class FallbackRedisCache(BaseCache):
    """A `RedisCache` that never fails. `LOCATION` and `OPTIONS` are those of Django's."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        timeouts = {"socket_timeout": SECONDS_TO_ANSWER, "socket_connect_timeout": SECONDS_TO_ANSWER}
        self._server = server
        self._redis = RedisCache(server, {**params, "OPTIONS": {**timeouts, **params.get("OPTIONS", {})}})
        self._memory = LocMemCache(f"instead of {server}", params)

    def _ask(self, method: str, *args: object, **kwargs: object) -> object:
        if time.monotonic() >= _away_until.get(self._server, 0.0):
            try:
                return getattr(self._redis, method)(*args, **kwargs)
            except (RedisError, OSError) as error:
                _away_until[self._server] = time.monotonic() + SECONDS_BEFORE_RETRY
                logger.warning("The cache does not answer (%s); memory stands in.", type(error).__name__)
        return getattr(self._memory, method)(*args, **kwargs)


def _asking(method: str) -> Callable[..., object]:
    def ask(self: FallbackRedisCache, *args: object, **kwargs: object) -> object:
        return self._ask(method, *args, **kwargs)

    ask.__name__ = method
    return ask


for _method in ASKED:
    setattr(FallbackRedisCache, _method, _asking(_method))
