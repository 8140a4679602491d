"""A hundred members save at once on SQLite: nobody sees an error, and nothing anybody saved is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from stories.models import Submission
from tests.stories.desk.building import Desk
from tests.stories.desk.saver import SAVES

MEMBERS = 100
PROCESSES = 4
"""As many as gunicorn has at most without being told (`WEB_CONCURRENCY`)."""
PROJECT = Path(__file__).resolve().parents[3]


def _copied_to(folder: Path) -> None:
    """Write the test's own database into a file, as the site has it."""
    connection.ensure_connection()
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # as a site's file is: the savers must not all turn it over at once


def _saving(folder: Path, first: int, last: int) -> subprocess.Popen[str]:
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    env["PYTHONPATH"] = os.pathsep.join([str(PROJECT / "site"), str(PROJECT)])
    command = [sys.executable, "-m", "tests.stories.desk.saver", str(first), str(last)]
    return subprocess.Popen(command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.usefixtures("refilled")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once")
def test_a_hundred_members_save_at_once(desk: Desk, tmp_path: Path) -> None:
    keys = [desk.story(title=f"Story {number}").pk for number in range(MEMBERS)]
    assert keys == list(range(keys[0], keys[0] + MEMBERS))
    _copied_to(tmp_path)
    each = MEMBERS // PROCESSES
    running = [_saving(tmp_path, keys[0] + part * each, keys[0] + (part + 1) * each - 1) for part in range(PROCESSES)]
    told = [process.communicate(timeout=240) for process in running]
    assert [out.strip() for out, _errors in told] == ["0"] * PROCESSES, told
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        versions = dict(database.execute("SELECT id, version FROM stories_submission").fetchall())
        texts = dict(
            database.execute(
                "SELECT s.id, r.content FROM stories_submission s JOIN wagtailcore_page p ON p.id = s.page_id "
                "JOIN wagtailcore_revision r ON r.id = p.latest_revision_id"
            ).fetchall()
        )
    before = Submission.objects.get(pk=keys[0]).version
    assert set(versions.values()) == {before + SAVES}
    assert all(f"{key}-{number}" in texts[key] for key in keys for number in range(SAVES))
