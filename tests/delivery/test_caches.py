"""Redis down, slow, emptied and back: no form and no page fails with it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as RedisIsAwayError

from config.services import cache_settings
from delivery import caches
from delivery.caches import FallbackRedisCache
from delivery.rate_limits import MINUTE, RateLimit
from tests.browser.serving import free_port
from tests.factories import SmallSite


@pytest.fixture(autouse=True)
def redis_is_asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_away_until", {})


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def closed() -> str:
    return f"redis://127.0.0.1:{free_port()}/0"


def use(settings, server: str) -> None:
    settings.CACHES = {"default": {"BACKEND": "delivery.caches.FallbackRedisCache", "LOCATION": server}}


TWO_A_MINUTE = RateLimit("pledges", 2, MINUTE)


def count_to_three() -> list[bool]:
    return [TWO_A_MINUTE.admits("192.0.2.0") for _time in range(3)]


def test_memory_stands_in_for_a_redis_that_is_down(settings) -> None:
    use(settings, closed())
    assert count_to_three() == [True, True, False]
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b"]) == {"a": 1, "b": 2}
    assert cache.get_or_set("c", 3) == 3
    cache.delete("a")
    assert "a" not in cache


def test_nobody_waits_for_a_redis_that_is_slow(settings, silent: str) -> None:
    use(settings, silent)
    begun = time.monotonic()
    assert count_to_three() == [True, True, False]
    assert 0.4 < time.monotonic() - begun < 2


def test_a_count_begins_again_when_redis_is_emptied(settings) -> None:
    use(settings, closed())
    with patch.object(FallbackRedisCache, "incr", side_effect=ValueError("no such key")):
        assert TWO_A_MINUTE.admits("192.0.2.0")
    assert [TWO_A_MINUTE.admits("192.0.2.0") for _time in range(2)] == [True, False]


def test_redis_is_asked_again_after_a_while(settings) -> None:
    use(settings, closed())
    with patch("delivery.caches.RedisCache.get", side_effect=[RedisIsAwayError, "from Redis"]) as asked:
        assert cache.get("a", "not there") == "not there"
        assert cache.get("a", "not there") == "not there"
        assert asked.call_count == 1
        with patch("delivery.caches.time.monotonic", return_value=time.monotonic() + caches.SECONDS_BEFORE_RETRY):
            assert cache.get("a") == "from Redis"


def test_pages_and_forms_answer_without_redis(settings, site_tree: SmallSite) -> None:
    """Wagtail keeps the addresses of sites in the cache, and forms their counts."""
    use(settings, closed())
    assert Client().get(site_tree.homes["en"].get_url()).status_code == 200


def test_it_is_what_the_settings_choose() -> None:
    from environs import Env

    with patch.dict("os.environ", {"REDIS_URL": "redis://cache:6379/0"}):
        assert cache_settings(Env())["BACKEND"] == "delivery.caches.FallbackRedisCache"


def test_what_is_sent_in_another_minute_is_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delivery.rate_limits.current_window", lambda seconds: 1)
    assert count_to_three() == [True, True, False]
    monkeypatch.setattr("delivery.rate_limits.current_window", lambda seconds: 2)
    assert TWO_A_MINUTE.admits("192.0.2.0")
