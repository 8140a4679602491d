"""Processes: workers that are killed, two that run at once, and one that serves the web, with a mail server that hangs.

Nothing is lost, and nothing is sent twice that was not on its way when a worker was killed.
"""

from __future__ import annotations

import email
import email.policy
import os
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import connection

from upkeep.models import Effect
from upkeep.outbox.email_delivery import post_letter

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """A place for a database file, letters and notes."""
    if connection.vendor != "sqlite":
        pytest.skip("copies an SQLite database")
    return tmp_path


def save_database(folder: Path) -> None:
    """Write the database of this test where processes of their own find it."""
    (folder / "db.sqlite3").write_bytes(connection.connection.serialize())


def letter_of(kind: str, about: str = "soup") -> None:
    """Post a letter that is sent by a handler of this kind."""
    post_letter(about=about, to=["reader@example.org"], subject="Soup", text="Come.", language="en")
    Effect.objects.filter(kind="mail").update(kind=kind)


def start(folder: Path, module: str = "worker", *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"tests.upkeep.{module}", str(folder), *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def serve(folder: Path, *arguments: str) -> float:
    """Run a web process that posts a letter; return how many seconds the request took."""
    web = start(folder, "web", *arguments)
    out, error = web.communicate(timeout=120)
    assert web.returncode == 0, error
    return float(out)


def run(folder: Path) -> int:
    """Run a worker to its end; return its exit code."""
    worker = start(folder)
    _out, error = worker.communicate(timeout=120)
    assert worker.returncode in (0, 9), error
    return worker.returncode


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        database.execute(statement)


def let_leases_run_out(folder: Path) -> None:
    change(folder, "UPDATE upkeep_effect SET leased_until = '2000-01-01' WHERE leased_until IS NOT NULL")


def states(folder: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        return database.execute("SELECT state, attempts FROM upkeep_effect ORDER BY id").fetchall()


def letters(folder: Path) -> list[EmailMessage]:
    found = []
    for path in sorted((folder / "letters").glob("*")):
        for text in path.read_bytes().split(b"-" * 79 + b"\n"):
            if text.strip():
                found.append(email.message_from_bytes(text, _class=EmailMessage, policy=email.policy.default))
    return found


def test_a_worker_killed_before_the_letter_left_loses_nothing_and_doubles_nothing(folder: Path) -> None:
    letter_of("fall before")
    save_database(folder)
    assert run(folder) == 9
    assert states(folder) == [("waiting", 1)]
    assert letters(folder) == []
    assert run(folder) == 0, "the lease still holds: the next worker leaves it alone"
    assert letters(folder) == []
    let_leases_run_out(folder)
    assert run(folder) == 0
    assert run(folder) == 0
    assert states(folder) == [("done", 2)]
    assert len(letters(folder)) == 1


def test_a_worker_killed_after_the_letter_left_sends_the_same_one_again(folder: Path) -> None:
    """What no program can rule out is at least known for what it is: the second letter has the Message-ID of the first."""
    letter_of("fall after")
    save_database(folder)
    assert run(folder) == 9
    let_leases_run_out(folder)
    assert run(folder) == 0
    assert states(folder) == [("done", 2)]
    first, second = letters(folder)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content() == second.get_content()


def test_workers_killed_at_any_moment_lose_no_letter(folder: Path) -> None:
    """Each kill may repeat the letter that was on its way, with the Message-ID it had; none is missing."""
    for number in range(30):
        letter_of("slow letter", about=str(number))
    wanted = Counter(
        payload["message"]["headers"]["Message-ID"] for payload in Effect.objects.values_list("payload", flat=True)
    )
    save_database(folder)
    for kill in range(1, 3):
        worker = start(folder)
        assert worker.stdout is not None
        for _line in range(5 * kill):
            worker.stdout.readline()
        worker.kill()
        worker.communicate()
        let_leases_run_out(folder)
    assert run(folder) == 0
    assert {state for state, _attempts in states(folder)} == {"done"}
    sent = Counter(letter["Message-ID"] for letter in letters(folder))
    assert set(sent) == set(wanted)
    assert sum((sent - wanted).values()) <= 2


def test_two_workers_at_once_do_each_effect_once(folder: Path) -> None:
    Effect.objects.bulk_create(Effect(kind="note", subject=str(n), payload={"what": n}) for n in range(60))
    save_database(folder)
    workers = [start(folder), start(folder)]
    printed = [worker.communicate(timeout=120) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], printed
    notes = [line.split() for line in (folder / "notes.txt").read_text().splitlines()]
    assert Counter(what for what, _worker in notes) == Counter(str(n) for n in range(60))
    assert states(folder) == [("done", 1)] * 60


def test_a_letter_leaves_from_the_web_process_even_if_that_ends_at_once(folder: Path) -> None:
    save_database(folder)
    serve(folder)
    assert states(folder) == [("done", 1)]
    assert len(letters(folder)) == 1


def test_a_mail_server_that_hangs_holds_no_request_up_and_loses_nothing(folder: Path) -> None:
    save_database(folder)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        took = serve(folder, str(silent.getsockname()[1]))
    assert took < 3, "the mail server is given four seconds"
    assert states(folder) == [("waiting", 1)]
    with sqlite3.connect(folder / "db.sqlite3") as database:
        assert "timed out" in database.execute("SELECT error FROM upkeep_effect").fetchone()[0]
    change(folder, "UPDATE upkeep_effect SET due_at = '2000-01-01'")
    assert run(folder) == 0
    assert states(folder) == [("done", 2)]
    assert len(letters(folder)) == 1
