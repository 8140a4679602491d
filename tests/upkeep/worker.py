"""A worker on an SQLite file, with handlers that are killed in the middle of their work. Used by `test_outbox_kills`.

Usage: `python -m tests.upkeep.worker FOLDER`. The folder holds `db.sqlite3`; letters and what `note` effects say are written there.
"""

# ruff: noqa: E402  # Django must be set up before models can be imported

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1])
os.environ |= {"DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
os.environ.pop("DATABASE_URL", None)
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))

import django
from django.conf import settings
from django.core.management import call_command

django.setup()
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = str(FOLDER / "letters")

from upkeep.outbox import email_delivery
from upkeep.outbox.handlers import _handlers, carries_out


def first_time(name: str) -> bool:
    """Say whether nobody has asked this before, in any process: the answer is kept on the disk."""
    try:
        (FOLDER / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@carries_out("note")
def keep(payload: dict[str, Any]) -> None:
    """Write down what was said, and by whom, slowly enough for two workers to meet."""
    time.sleep(0.02)
    with (FOLDER / "notes.txt").open("a") as file:
        file.write(f"{payload['what']} {os.getpid()}\n")


@carries_out("slow letter")
def send_slowly(payload: dict[str, Any]) -> None:
    """Send a letter through a slow server."""
    time.sleep(0.05)
    email_delivery.send(payload)


@carries_out("fall before")
def fall_before_the_letter(payload: dict[str, Any]) -> None:
    """Be killed before the letter leaves, the first time."""
    if first_time("fell-before"):
        os._exit(9)
    email_delivery.send(payload)


@carries_out("fall after")
def fall_after_the_letter(payload: dict[str, Any]) -> None:
    """Be killed once the letter has left and before that is written down, the first time."""
    email_delivery.send(payload)
    if first_time("fell-after"):
        os._exit(9)


if __name__ == "__main__":
    assert {"mail", "note"} <= set(_handlers)
    call_command("run_scheduled")
