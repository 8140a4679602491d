"""Processes with a database between them: each hears of every change within a second, whatever becomes of whoever made it.

They are real processes with a database file of their own; `tests/delivery/processes.py` is what they run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from delivery.memory.generation import Generation

SOON = 1.0
"""Seconds within which a change must be known everywhere."""


def _start(database: Path, machine: Path, *role: str) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    command = [sys.executable, "-m", "tests.delivery.processes", str(database), str(machine), *role]
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _say(process: subprocess.Popen[str], word: str) -> str:
    """Tell a process to do something; return what it answers."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{word}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder of a machine whose database has the tables in question."""
    maker = _start(tmp_path, tmp_path / "here")
    assert _say(maker, "tables") == "done"
    maker.communicate(timeout=30)
    return tmp_path / "here"


@pytest.fixture
def editor(here: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of that machine that changes things; it does not look after pages."""
    process = _start(here.parent, here)
    assert _say(process, "ready") == "done"
    yield process
    process.communicate(timeout=30)


@pytest.fixture
def elsewhere(here: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder of another machine with the same database, where a process looks after pages."""
    process = _start(here.parent, tmp_path / "elsewhere", "watch")
    assert _say(process, "ready") == "done"
    yield tmp_path / "elsewhere"
    process.communicate(timeout=30)


def _seconds_until_known(generation: Generation, before: int) -> float:
    start = time.monotonic()
    while generation.now == before and time.monotonic() < start + 2:
        time.sleep(0.005)
    return time.monotonic() - start


def test_changes_are_known_on_another_machine_soon(editor, elsewhere):
    generation = Generation(elsewhere / "generation")
    for word in ("save", "update", "transaction", "in bulk"):
        before = generation.now
        assert _say(editor, word) == "done"
        assert _seconds_until_known(generation, before) < SOON, word


def test_changes_are_known_on_the_same_machine_at_once(editor, here):
    """Nobody looks at the database: the process that commits tells the others by the shared number."""
    generation = Generation(here / "generation")
    for word in ("update", "transaction", "in bulk"):
        before = generation.now
        assert _say(editor, word) == "done"
        assert generation.now > before, word


def test_change_is_known_though_its_process_was_killed(editor, here, elsewhere):
    """Killed after the commit, before telling anybody: the record in the database tells."""
    generation, unaware = Generation(elsewhere / "generation"), Generation(here / "generation")
    before, before_here = generation.now, unaware.now
    assert _say(editor, "die after commit") == ""
    assert unaware.now == before_here
    assert _seconds_until_known(generation, before) < SOON


def test_process_that_dies_before_its_commit_changes_nothing(editor, elsewhere):
    generation = Generation(elsewhere / "generation")
    before = generation.now
    assert _say(editor, "die before commit") == ""
    assert _seconds_until_known(generation, before) > SOON


def test_processes_never_begin_the_same_generation(here):
    generation = Generation(here / "generation")
    before = generation.now
    processes = [_start(here.parent, here) for _number in range(3)]
    assert [_say(process, "ready") for process in processes] == ["done"] * 3
    for process in processes:
        process.communicate("advance\n", timeout=60)
    assert generation.now == before + 600


def test_number_is_kept_where_no_file_can_be_written(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    generation = Generation(tmp_path / "file" / "generation")
    before = generation.now
    generation.settle(1, 1)
    assert generation.now == before + 1
    generation.settle(1, 1)
    assert generation.now == before + 1
