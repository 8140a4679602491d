"""Readiness, figures and reports: true, and silent about readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone

from delivery.watching import readiness
from delivery.watching.instruments import CountingMiddleware, counted
from tests.delivery.asking import ask
from tests.factories import SmallSite
from upkeep.models import Effect


def readyz(client: Client) -> int:
    """Return what /readyz answers; it says yes or no and nothing else."""
    response = client.get("/readyz")
    assert response.json() == {"ready": response.status_code == 200}
    return response.status_code


def test_ready_when_everything_answers(client: Client, db: None) -> None:
    assert readyz(client) == 200


def test_not_ready_without_a_database(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "database_answers", lambda: False)
    assert readyz(client) == 503


def test_database_that_raises_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def cursor(self) -> None:
            raise OperationalError("password wrong for user x")

    monkeypatch.setattr(readiness, "connection", Gone())
    assert not readiness.database_answers()


@pytest.mark.usefixtures("on_disk")
def test_not_ready_when_no_file_can_be_written(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, on_disk: Path
) -> None:
    assert readyz(client) == 200
    monkeypatch.setattr("os.access", lambda *args: False)
    assert readyz(client) == 503


def test_bucket_is_asked_now_and_then(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(readiness._Bucket, "answered", None)
    monkeypatch.setattr(InMemoryStorage, "exists", lambda _storage, name: asked.append(name))
    assert [readyz(client), readyz(client), len(asked)] == [200, 200, 1]

    def away(storage: Any, name: str) -> bool:
        raise ConnectionError

    monkeypatch.setattr(InMemoryStorage, "exists", away)
    monkeypatch.setattr(readiness._Bucket, "answered", None)
    assert readyz(client) == 503


@pytest.mark.parametrize(("attempts", "status"), [(0, 503), (1, 200)])
def test_not_ready_when_nobody_works_on_the_outbox(client: Client, db: None, attempts: int, status: int) -> None:
    Effect.objects.create(kind="mail", subject="a", payload={}, attempts=attempts)
    Effect.objects.update(due_at=timezone.now() - timedelta(minutes=31))
    assert readyz(client) == status


def test_ready_while_a_mail_server_is_slow(client: Client, db: None) -> None:
    Effect.objects.create(kind="mail", subject="a", payload={})
    assert readyz(client) == 200


# --- Figures ---


def test_no_figures_unless_they_are_asked_for(client: Client, settings: Any, db: None) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS = True
    assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_figures_do_not_go_through_a_proxy(client: Client, settings: Any, db: None, header: str) -> None:
    settings.METRICS = True
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_figures_do_not_go_to_other_machines(client: Client, settings: Any, db: None) -> None:
    settings.METRICS = True
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404


@pytest.mark.parametrize(
    ("given", "status"), [("Bearer right", 200), ("Bearer wrong", 404), ("right", 404), ("", 404), ("Bearer é", 404)]
)
def test_token_opens_the_figures(client: Client, settings: Any, db: None, given: str, status: int) -> None:
    settings.METRICS, settings.METRICS_TOKEN = True, "right"
    assert client.get("/metrics", headers={"Authorization": given}).status_code == status


def test_figures_tell_of_the_outbox(client: Client, settings: Any, db: None) -> None:
    settings.METRICS = True
    Effect.objects.create(
        kind="mail", subject="somebody", payload={"to": "reader@example.org"}, state=Effect.State.DEAD
    )
    Effect.objects.create(kind="purge", subject="front", payload={})
    Effect.objects.filter(kind="purge").update(due_at=timezone.now() - timedelta(seconds=90))
    figures = client.get("/metrics").content.decode()
    assert 'together_outbox_effects{kind="mail",state="dead"} 1.0' in figures
    assert 'together_outbox_effects{kind="purge",state="waiting"} 1.0' in figures
    assert "together_database_up 1.0" in figures
    assert "reader@example.org" not in figures
    age = next(line for line in figures.splitlines() if line.startswith("together_outbox_oldest_seconds"))
    assert 89 < float(age.split()[1]) < 120


def test_figures_without_a_database(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS = True

    def gone() -> Iterator[Any]:
        raise OperationalError

    monkeypatch.setattr("delivery.watching.scrape.outbox_figures", gone)
    assert "together_database_up 0.0" in client.get("/metrics").content.decode()


def test_answers_are_counted_by_view_and_never_by_path(client: Client, settings: Any, site_tree: SmallSite) -> None:
    settings.METRICS = True
    settings.MIDDLEWARE = ["delivery.watching.instruments.CountingMiddleware", *settings.MIDDLEWARE]
    client = Client()
    client.get("/en/stories/?q=somebody-is-looking")
    client.get("/en/nobody-may-know-this/")
    client.generic("BREW", "/healthz")
    figures = client.get("/metrics").content.decode()
    assert 'together_answers_total{method="GET",status="200",view="wagtail_serve"}' in figures
    assert 'together_answers_total{method="other",status="405",view="healthz"}' in figures
    assert 'together_answer_seconds_bucket{le="0.1",view="wagtail_serve"}' in figures
    assert "somebody-is-looking" not in figures
    assert "nobody-may-know" not in figures


def test_address_without_a_view_is_counted_as_none() -> None:
    response = CountingMiddleware(lambda request: _Answer())(RequestFactory().get("/"))
    assert response.status_code == 200


class _Answer:
    status_code = 200


@pytest.mark.parametrize(("said", "how"), [("hit", "hit"), ("", "bypass"), ("<script>", "bypass")])
def test_memory_is_counted_by_what_it_did(client: Client, settings: Any, db: None, said: str, how: str) -> None:
    def application(environ: Any, start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [("X-Page-Memory", said)] if said else [])
        return [b"x"]

    settings.METRICS = True
    before = _count(client, how)
    assert ask(counted(application)).raw == b"x"
    assert _count(client, how) == before + 1


def _count(client: Client, how: str) -> float:
    lines = client.get("/metrics").content.decode().splitlines()
    found = [line for line in lines if line.startswith(f'together_page_memory_total{{how="{how}"}}')]
    return float(found[0].split()[1]) if found else 0.0
