"""The look at backups: when the newest one was made, by what lies where they are kept."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upkeep.backup import backup_settings
from upkeep.backup.rotation import made_at
from upkeep.health.findings import Finding, examines
from upkeep.health.looks import DAILY_LATE

BELIEVED: Final = 600.0
"""Seconds for which the list of a bucket is believed: each question costs money and time."""


class _Listed:
    """What the bucket listed, and when, by a clock that only goes forward."""

    names: list[str] = []
    at: float | None = None


def newest_backup() -> datetime | None:
    """Return when the newest backup was begun; `None` when there is none. Raises one of `backup_settings.FAILURES`."""
    times = [made for name in _names() if (made := made_at(name))]
    return max(times, default=None)


def _names() -> list[str]:
    if not settings.BACKUP_STORAGE:
        return backup_settings.place().names()
    if _Listed.at is None or time.monotonic() - _Listed.at > BELIEVED:
        _Listed.names, _Listed.at = backup_settings.place().names(), time.monotonic()
    return _Listed.names


@examines("backup", gettext_lazy("Backup"))
def backup() -> Finding:
    """Look when the newest backup was made: only whole ones, checked after they were made, lie there."""
    advice = _("Run “make backup” and let it run every night: see docs/operators.md.")
    made = newest_backup()
    if made is None:
        return Finding(False, _("There is no backup yet where this process looks for them."), advice)
    ago = _("The last one was made %(time)s ago.") % {"time": timesince(made)}
    return Finding(timezone.now() - made <= DAILY_LATE, ago, advice)
