"""What is scheduled happens, once, and one page that cannot be published does not stop the others."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from tests.home.building import Tree, build_tree, make_story, make_words
from upkeep.management.commands import run_scheduled
from upkeep.scheduled import run_due

ROOT = Path(__file__).resolve().parents[2]
PAST = timezone.now() - timedelta(hours=1)


@pytest.fixture
def tree(db: None) -> Tree:
    """A site in English."""
    return build_tree("en")


def schedule(page: Page, **changed: Any) -> Page:
    """Let `page` be due for publication since an hour."""
    for name, value in {"go_live_at": PAST, **changed}.items():
        setattr(page, name, value)
    revision = page.save_revision(clean=False)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=PAST)
    return page


def due(now: Any = None) -> list[dict[str, str]]:
    return [outcome.facts() for outcome in run_due(now or timezone.now())]


def test_what_is_due_goes_live_and_is_told(tree: Tree) -> None:
    story = schedule(make_story(tree.stories["en"], "Soup"))
    assert due() == [{"event": "published", "thing": "story", "key": str(story.pk), "title": "Soup"}]
    assert Page.objects.get(pk=story.pk).live
    assert due() == []


def test_what_is_not_due_waits(tree: Tree) -> None:
    story = schedule(make_story(tree.stories["en"], "Soup"))
    Revision.objects.update(approved_go_live_at=timezone.now() + timedelta(hours=1))
    assert due() == []
    assert not Page.objects.get(pk=story.pk).live


def test_what_has_expired_is_taken_down(tree: Tree) -> None:
    story = make_story(tree.stories["en"], "Soup", live=True)
    Page.objects.filter(pk=story.pk).update(expire_at=PAST)
    assert [outcome["event"] for outcome in due()] == ["unpublished"]
    page = Page.objects.get(pk=story.pk)
    assert not page.live
    assert page.expired


def test_a_page_that_cannot_be_published_is_told_and_the_next_one_goes_live(tree: Tree) -> None:
    broken = schedule(make_words(tree.sections["en"], "Broken"), summary="")
    story = schedule(make_story(tree.stories["en"], "Soup"))
    events = due()
    assert [event["event"] for event in events] == ["failed", "published"]
    assert "summary" in events[0]["error"]
    assert not Page.objects.get(pk=broken.pk).live
    assert Page.objects.get(pk=story.pk).live


def test_what_another_runner_has_done_meanwhile_is_left_alone(tree: Tree) -> None:
    schedule(make_story(tree.stories["en"], "Soup"))
    schedule(make_story(tree.stories["en"], "Bread"))
    first = run_due(timezone.now())
    assert next(first).title == "Soup"
    assert [outcome["title"] for outcome in due()] == ["Bread"]
    assert list(first) == []
    assert PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 2


def test_the_command_prints_lines_machines_can_read(tree: Tree) -> None:
    schedule(make_story(tree.stories["en"], "Siarad dros gawl"))
    out = StringIO()
    call_command("run_scheduled", stdout=out)
    line, *others = map(json.loads, out.getvalue().splitlines())
    assert [other["thing"] for other in others] == ["card"], "what follows is carried out in the same turn"
    assert line["event"] == "published"
    assert line["title"] == "Siarad dros gawl"
    assert line["time"]


def test_a_database_that_is_away_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(now: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(run_scheduled, "run_due", away)
    monkeypatch.setattr(run_scheduled, "close_old_connections", lambda: None)
    out = StringIO()
    run_scheduled.Command(stdout=out).run_turn()
    assert json.loads(out.getvalue().splitlines()[0])["error"] == "OperationalError: connection refused"


@pytest.fixture
def database_file(tree: Tree, tmp_path: Path) -> Path:
    """A copy of the test database with six stories that are due, for processes of their own."""
    if connection.vendor != "sqlite":
        pytest.skip("copies an SQLite database")
    for number in range(6):
        schedule(make_story(tree.stories["en"], f"Story {number}"))
    (tmp_path / "db.sqlite3").write_bytes(connection.connection.serialize())
    return tmp_path


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "run_scheduled", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_runners_at_once_publish_everything_once(database_file: Path) -> None:
    runners = [start(database_file), start(database_file)]
    printed = [runner.communicate(timeout=120) for runner in runners]
    assert [runner.returncode for runner in runners] == [0, 0], printed
    events = [json.loads(line) for out, _error in printed for line in out.splitlines()]
    assert {event["event"] for event in events} == {"published"}
    assert sorted(event["title"] for event in events) == [f"Story {number}" for number in range(6)]
    with sqlite3.connect(database_file / "db.sqlite3") as database:
        query = "SELECT count(*), count(DISTINCT page_id) FROM wagtailcore_pagelogentry WHERE action = ?"
        assert database.execute(query, ["wagtail.publish.scheduled"]).fetchone() == (6, 6)


def test_a_loop_ends_gracefully_when_it_is_asked_to(database_file: Path) -> None:
    runner = start(database_file, "--every", "60")
    assert runner.stdout is not None
    lines = [json.loads(runner.stdout.readline()) for _number in range(7)]
    assert [line["event"] for line in lines] == ["started", *["published"] * 6]
    runner.send_signal(signal.SIGTERM)
    rest, error = runner.communicate(timeout=60)
    assert runner.returncode == 0, error
    assert json.loads(rest)["event"] == "stopped"
