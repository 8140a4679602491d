"""How much is remembered, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread
from types import SimpleNamespace

import pytest

from delivery.memory import page as page_module
from delivery.memory.disk_store import DiskStore, dumped, loaded
from delivery.memory.keys import Key
from delivery.memory.page import LIFE, STALE_LIFE, Limits, Page, seconds_to_midnight
from delivery.memory.rendering import Answer
from delivery.memory.store import Store
from tests.delivery.asking import Application, ask


def _page(size: int = 10_000, generation: int = 1) -> Page:
    noise = bytes(range(256)) * (size // 256)
    page = Page.of(Answer("200 OK", [("Content-Type", "text/html")], noise), generation, Limits.from_now())
    page.bodies = {"": noise}
    return page


def _key(number: int, query: str = "") -> Key:
    return Key("http", "testserver", f"/en/{number}/", query)


def test_store_forgets_what_was_asked_for_longest_ago():
    store = Store(100_000)
    for number in range(8):
        store.put(_key(number), _page())
    store.get(_key(0))
    store.put(_key(8), _page())
    assert [number for number in range(9) if store.get(_key(number)) is None] == [1]


def test_store_never_outgrows_its_limit():
    store = Store(100_000)
    for number in range(500):
        store.put(_key(number % 90), _page(size=256 * (1 + number % 40)))
        assert store.size <= 100_000
    pages = [page for number in range(90) if (page := store.get(_key(number)))]
    assert store.size == sum(page.size for page in pages)
    assert len(store) == len(pages) > 5


def test_store_keeps_no_page_that_would_displace_all_others():
    store = Store(100_000)
    store.put(_key(1), _page(size=20_000))
    assert store.get(_key(1)) is None
    assert store.size == 0


def test_popular_pages_are_those_asked_for_most():
    store = Store(10_000_000)
    for number in range(10):
        store.put(_key(number), page := _page(size=256))
        page.hits = number
    assert store.popular(3) == [_key(9), _key(8), _key(7)]
    assert len(store.popular(100)) == 9


def test_memory_of_a_process_is_bounded_and_queries_displace_no_page(make_memory, settings):
    settings.PAGE_MEMORY_BYTES = 200_000
    memory = make_memory(Application())
    for number in range(20):
        ask(memory, path=f"/en/page-{number}/")
    for number in range(300):
        ask(memory, query=f"name={number}")
    assert memory._queries.size <= 50_000
    assert memory._pages.size <= 150_000
    assert [ask(memory, path=f"/en/page-{number}/").how for number in range(20)] == ["hit"] * 20


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 11, 22, 22, 0, tzinfo=UTC), 2),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), 1),  # summer time: 23:00 in London
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), 24),  # 01:00, on the day that has an hour twice
        (datetime(2026, 3, 29, 0, 0, tzinfo=UTC), 23),
    ],
)
def test_seconds_to_midnight(monkeypatch, now, hours):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    assert seconds_to_midnight() == hours * 3600


class _Clock(SimpleNamespace):
    """A clock on the wall, which may be set, and one that only goes forward."""

    def __init__(self) -> None:
        super().__init__(wall=1_000_000.0, steady=500.0)

    def time(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.steady


@pytest.fixture
def clock(monkeypatch) -> _Clock:
    """The clock of pages, ten minutes before midnight."""
    clock = _Clock()
    monkeypatch.setattr(page_module, "time", clock)
    monkeypatch.setattr(page_module, "seconds_to_midnight", lambda: 600.0)
    return clock


def test_page_does_not_outlive_its_day(make_memory, clock):
    memory = make_memory(Application())
    ask(memory)
    clock.wall += 599
    assert ask(memory).how == "hit"
    clock.wall += 2
    assert ask(memory).how == "miss"


def test_page_does_not_outlive_its_hour_when_the_clock_is_put_back(make_memory, clock):
    memory = make_memory(Application())
    ask(memory)
    clock.wall -= 86_400
    clock.steady += LIFE - 1
    assert ask(memory).how == "hit"
    clock.steady += 2
    assert ask(memory).how == "miss"


def test_page_does_not_stand_in_for_ever(clock):
    limits = Limits.from_now()
    clock.steady += STALE_LIFE - 1
    assert limits.may_stand_in()
    clock.steady += 2
    assert not limits.may_stand_in()


def test_shelf_gives_back_what_was_put(tmp_path):
    store, page = DiskStore(tmp_path, 1_000_000), _page()
    store.put(_key(1), page)
    assert store.get(_key(1), 1) == page
    assert store.get(_key(1), 2) is None
    assert store.get(_key(2), 1) is None


def test_page_with_one_wrong_or_missing_byte_is_refused():
    data = dumped(_page(size=512))
    assert loaded(data).length == 512
    for place in range(0, len(data), 7):
        damaged = bytearray(data)
        damaged[place] ^= 1
        with pytest.raises(ValueError, match="damaged"):
            loaded(bytes(damaged))
        with pytest.raises(ValueError, match="damaged"):
            loaded(data[:place])


def test_shelf_is_bounded_and_tidied(tmp_path):
    store = DiskStore(tmp_path, 100_000)
    for number in range(50):
        store.put(_key(number), _page())
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert 5 < len(kept) < 10
    with store.locked(_key(1)):
        store.tidy(2)
    assert store.get(_key(0), 1) is None
    assert not list(tmp_path.rglob("1/*"))


def test_new_start_of_the_server_begins_with_an_empty_disk_store(tmp_path):
    DiskStore(tmp_path, 100_000).put(_key(1), _page())
    assert list(tmp_path.iterdir())
    DiskStore(tmp_path, 100_000)
    assert not list(tmp_path.iterdir())


def test_pages_are_remembered_without_a_disk(make_memory, settings, tmp_path):
    (tmp_path / "page-memory").mkdir(exist_ok=True)
    (tmp_path / "page-memory" / "pages").write_text("a file where a folder should be")
    memory = make_memory(Application())
    assert [ask(memory).how for _time in range(2)] == ["miss", "hit"]


def test_concurrent_misses_render_once(make_memory):
    application = Application(seconds=0.3)
    memory = make_memory(application)
    replies: list[str] = []
    threads = [Thread(target=lambda: replies.append(ask(memory).body)) for _number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(application.asked) == 1
    assert len(replies) == 16
    assert len(set(replies)) == 1


def test_processes_of_one_server_render_once(make_memory):
    """Two memories with one disk store are two processes of a server: what one has rendered the other need not."""
    application = Application(seconds=0.3)
    first, second = make_memory(application), make_memory(application)
    second._disk = first._disk
    threads = [Thread(target=ask, args=(memory,)) for memory in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(application.asked) == 1
    assert [ask(memory).how for memory in (first, second)] == ["hit", "hit"]


def test_answer_that_may_not_be_remembered_is_shared_with_nobody(make_memory):
    application = Application(headers={"Content-Type": "text/html", "Set-Cookie": "a=b"}, seconds=0.1)
    memory = make_memory(application)
    threads = [Thread(target=ask, args=(memory,)) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(application.asked) == 4


def test_renderer_that_fails_holds_nobody_up(make_memory):
    def broken(environ, start_response):
        raise RuntimeError

    memory = make_memory(broken)
    for _time in range(2):
        with pytest.raises(RuntimeError):
            ask(memory)
