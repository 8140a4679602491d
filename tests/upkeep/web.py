"""A web process on an SQLite file that posts a letter, prints how long its request took, and ends. Used by `test_outbox_kills`.

Usage: `python -m tests.upkeep.web FOLDER [PORT]`. With a port, mail goes to the server there; else into files of the folder.
"""

# ruff: noqa: E402  # Django must be set up before models can be imported

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[1])
os.environ |= {"DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
os.environ.pop("DATABASE_URL", None)
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))

from django.conf import settings
from django.db import transaction

import config.wsgi  # noqa: F401  # what makes a process one that serves the web

settings.OUTBOX_INLINE = False
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = str(FOLDER / "letters")
if len(sys.argv) > 2:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(sys.argv[2]), 4

from upkeep.outbox.email_delivery import post_letter

if __name__ == "__main__":
    began = time.monotonic()
    with transaction.atomic():
        post_letter(about="a", to=["reader@example.org"], subject="Soup", text="Come.", language="en")
    print(time.monotonic() - began, flush=True)
