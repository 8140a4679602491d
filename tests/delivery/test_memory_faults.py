"""What readers get when the database is gone, and what they must not get."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import InterfaceError, OperationalError

from delivery.memory import page as page_module
from delivery.memory import watcher
from delivery.memory.rendering import Answer
from delivery.unavailable import unavailable
from tests.delivery.asking import Application, ask

STALE = '110 - "Response is Stale"'


def _expire(memory) -> None:
    """Make every remembered page too old to be given as it is."""
    for page in memory._pages._pages.values():
        page.limits = page_module.Limits(0.0, page.limits.midnight, page.limits.stale_until)
    memory._disk.tidy(1)


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable"])
def test_old_page_stands_in_when_a_new_one_cannot_be_had(make_memory, status):
    application = Application()
    memory = make_memory(application)
    before = ask(memory)
    _expire(memory)
    application.status = status
    reply = ask(memory)
    assert (reply.status, reply.how, reply.headers["Warning"]) == (200, "stale", STALE)
    assert reply.body == before.body
    application.status = "200 OK"
    assert ask(memory).how == "miss"


def test_old_page_does_not_stand_in_once_anything_has_changed(make_memory, shared):
    """It may be the page that was withdrawn."""
    application = Application()
    memory = make_memory(application)
    ask(memory)
    _expire(memory)
    shared.settle(1, 1)
    application.status = "503 Service Unavailable"
    assert (ask(memory).status, ask(memory).how) == (503, "bypass")


def test_page_that_is_gone_is_not_given_again(make_memory, shared):
    application = Application()
    memory = make_memory(application)
    ask(memory)
    shared.settle(1, 1)
    application.status = "410 Gone"
    assert ask(memory).status == 410
    shared.lose()
    assert ask(memory).status == 503


def test_remembered_pages_are_given_while_the_database_is_away(make_memory, shared):
    application = Application()
    memory = make_memory(application)
    ask(memory)
    shared.lose()
    reply = ask(memory)
    assert (reply.status, reply.how, reply.headers["Warning"]) == (200, "stale", STALE)
    _expire(memory)
    assert ask(memory).how == "stale"
    assert len(application.asked) == 1
    shared.settle(0, 0)
    assert ask(memory).how == "miss"


@pytest.mark.parametrize(("code", "word"), [("en", "Back in a few minutes"), ("cy", "Yn ôl"), ("ur", 'dir="rtl"')])
def test_other_pages_ask_readers_to_come_back_in_their_language(make_memory, shared, code, word):
    application = Application()
    memory = make_memory(application)
    shared.lose()
    reply = ask(memory, path=f"/{code}/about/")
    assert (reply.status, application.asked) == (503, [])
    assert f'lang="{code}"' in reply.body
    assert word in reply.body
    assert reply.headers["Content-Language"] == code
    assert int(reply.headers["Retry-After"]) > 0
    assert reply.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_head_of_an_unavailable_page_has_no_body(make_memory, shared):
    memory = make_memory(Application())
    shared.lose()
    assert ask(memory, method="HEAD").raw == b""


def test_page_of_no_language_is_unavailable_in_english():
    answer = unavailable("/sitemap.xml")
    assert b'lang="en"' in answer.body
    assert isinstance(answer, Answer)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_view_without_a_database_answers_503_in_the_language_of_the_address(client, monkeypatch, error):
    def broken(*args: object) -> None:
        raise error

    monkeypatch.setattr("languages.views.find_page", broken)
    client.raise_request_exception = False
    response = client.get("/cy/amdanom/")
    assert (response.status_code, response["Content-Language"]) == (503, "cy")
    assert response["Retry-After"]


def test_other_faults_are_still_answered_500(client, monkeypatch):
    def broken(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("languages.views.find_page", broken)
    client.raise_request_exception = False
    assert client.get("/cy/amdanom/").status_code == 500


def test_watcher_outlives_faults(monkeypatch, shared):
    turns: list[int] = []
    enough = Event()

    def turn() -> None:
        turns.append(1)
        if len(turns) > 2:
            enough.set()
            Event().wait()
        raise ZeroDivisionError

    monkeypatch.setattr(watcher, "TICK", 0.01)
    thread = watcher.start(turn)
    assert enough.wait(5)
    assert isinstance(thread, Thread)
    assert thread.daemon


def test_popular_pages_are_rendered_again_after_a_change(make_memory, shared):
    application = Application()
    memory = make_memory(application)
    for path in ("/en/a/", "/en/b/", "/en/c/"):
        ask(memory, path=path)
    for _time in range(3):
        ask(memory, path="/en/b/")
    ask(memory, path="/en/c/")
    shared.settle(1, 1)
    application.asked.clear()
    memory.turn()
    assert application.asked == ["/en/b/?", "/en/c/?"]
    assert [ask(memory, path=path).how for path in ("/en/a/", "/en/b/", "/en/c/")] == ["miss", "hit", "hit"]
    memory.turn()
    assert application.asked == ["/en/b/?", "/en/c/?", "/en/a/?"]


def test_page_that_changed_while_it_was_rendered_is_not_remembered(make_memory, shared):
    class Meanwhile(Application):
        def __call__(self, environ, start_response):
            shared.settle(len(self.asked) + 1, 1)
            return super().__call__(environ, start_response)

    application = Meanwhile()
    memory = make_memory(application)
    assert [ask(memory).how for _time in range(3)] == ["miss", "miss", "miss"]
    assert len(application.asked) == 3
