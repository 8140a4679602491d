"""The WSGI entry point for gunicorn: `config.wsgi:application`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.conf import settings  # the path must be set first
from django.core.wsgi import get_wsgi_application

application: WSGIApplication = get_wsgi_application()


def _begin() -> None:
    """Serve nothing from half a restore, however the process was started."""
    from upkeep.backup.serving import refuse_half_a_restore  # reads models: Django must have been set up

    refuse_half_a_restore()


_begin()

if settings.OUTBOX_IN_PROCESS:
    from upkeep.outbox import thread  # reads models: Django must have been set up

    thread.begin()

if settings.PAGE_MEMORY:
    from delivery.memory.wsgi_layer import PageMemory  # reads models, too

    application = PageMemory(application)

if settings.METRICS:
    from delivery.watching.instruments import counted

    application = counted(application)
