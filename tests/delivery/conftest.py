"""What tests of delivery share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest
from django.db import connection

from delivery.memory import watcher, wsgi_layer
from delivery.memory.generation import Generation, generation
from delivery.memory.page_changes import record_statement
from delivery.memory.wsgi_layer import PageMemory

MakeMemory = Callable[[WSGIApplication], PageMemory]


@pytest.fixture
def shared(tmp_path: Path, settings, monkeypatch) -> Generation:
    """The generation of a machine of its own, whose database has just answered and is not asked again."""
    settings.PAGE_MEMORY_FOLDER = tmp_path / "page-memory"
    monkeypatch.setattr("delivery.memory.generation.AWAY_AFTER", 60.0)
    found = generation()
    found.settle(0, 0)
    return found


@pytest.fixture
def make_memory(shared: Generation, monkeypatch) -> MakeMemory:
    """A maker of memories in front of an application; each is a process of its own, without its thread."""
    monkeypatch.setattr(wsgi_layer, "look_and_leave", lambda: True)
    monkeypatch.setattr(watcher, "start", lambda turn: object())
    return PageMemory


@pytest.fixture
def recording(db: None, shared: Generation) -> Iterator[None]:
    """Every statement is looked at, as in a running site."""
    with connection.execute_wrapper(record_statement):
        yield


@pytest.fixture
def committing(django_capture_on_commit_callbacks) -> Callable[[], AbstractContextManager[None]]:
    """A block whose end is a commit: what is to follow one is done, and nothing of an earlier block waits any more."""

    @contextmanager
    def block() -> Iterator[None]:
        connection.run_on_commit = []
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return block


@pytest.fixture
def on_disk(settings, tmp_path: Path) -> Path:
    """The folder that media are kept in."""
    settings.MEDIA_ROOT = tmp_path
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": disk}
    return tmp_path
