"""The looks that concern the whole site: scheduler, work of the night, publications, outbox, disk.

The limits are ours. A turn of the scheduler is a minute in `make schedule` and compose.yaml, so that five minutes of silence are
five turns missed; what is done daily is late after a day and two hours.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from upkeep.health.findings import Finding, examines
from upkeep.heartbeats import SCHEDULER
from upkeep.models import Effect, Heartbeat, ScheduledFailure
from upkeep.nightly import nightly_kinds
from upkeep.outbox.leftovers import oldest_due_age

SCHEDULER_LATE: Final = timedelta(minutes=5)
DAILY_LATE: Final = timedelta(hours=26)
OUTBOX_LATE: Final = timedelta(minutes=30)
LEAST_FREE: Final = 1024**3
"""Bytes: a backup of the demonstration takes a tenth of that, a day of uploads less."""
MOST_WAL: Final = 256 * 1024**2
"""Bytes of SQLite's write-ahead log, which is emptied at 4 MB in ordinary use: more means that a reader never lets go."""


@examines("scheduler", gettext_lazy("Scheduler"))
def scheduler() -> Finding:
    """Look when the scheduler last came to the end of a turn."""
    last = Heartbeat.objects.filter(name=SCHEDULER).values_list("done_at", flat=True).first()
    advice = _("Start it: “make schedule”, or the service “schedule” of compose.yaml.")
    if last is None:
        return Finding(
            False, _("It has never run. Nothing goes live on its date, and nothing is done at night."), advice
        )
    ago = _("It last ran %(time)s ago.") % {"time": timesince(last)}
    return Finding(timezone.now() - last <= SCHEDULER_LATE, ago, advice)


@examines("nightly", gettext_lazy("Work of the night"))
def nightly() -> Finding:
    """Look whether each piece of the work of the night was done, and the last time without an error."""
    beats = Heartbeat.objects.filter(name__in=nightly_kinds())
    late = timezone.now() - DAILY_LATE
    failing = [beat for beat in beats if beat.error or (beat.done_at and beat.done_at < late)]
    if not failing:
        return Finding(
            True, _("All of it was done.") if beats else _("It has not been done yet: it begins at 3 in the morning.")
        )
    told = "; ".join(f"{beat.name}: {beat.error or timesince(beat.done_at or late)}" for beat in failing)
    return Finding(False, told, _("“Work left over” lists what failed and tries it again."))


@examines("publications", gettext_lazy("Publication on a date"))
def publications() -> Finding:
    """Look for what could not go live, or be taken down, on its date."""
    count = ScheduledFailure.objects.count()
    if not count:
        return Finding(True, _("Everything went live and was taken down on its date."))
    words = ngettext(
        "%(count)s page could not go live, or be taken down, on its date.",
        "%(count)s pages could not go live, or be taken down, on their date.",
        count,
    )
    return Finding(
        False, words % {"count": count}, _("They stand below. Mend the page and publish it, or try again here.")
    )


@examines("outbox", gettext_lazy("Letters and other work that follows"))
def outbox() -> Finding:
    """Look how long the oldest effect has waited, and how many were given up."""
    dead, age = Effect.objects.dead().count(), timedelta(seconds=oldest_due_age())
    if dead:
        words = ngettext("%(count)s was given up.", "%(count)s were given up.", dead) % {"count": dead}
        return Finding(False, words, _("“Work left over” lists them, with why, and tries them again."))
    waits = _("The oldest has waited for %(time)s.") % {"time": timesince(timezone.now() - age)}
    late = age > OUTBOX_LATE
    return Finding(
        not late,
        waits if late else _("Nothing waits."),
        _("Is the scheduler running, and does the mail server answer?"),
    )


def free_bytes() -> int:
    """Return how many bytes are free where the site keeps its state."""
    folder = Path(settings.DATA_DIR)
    return shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.is_dir())).free


@examines("disk", gettext_lazy("Disk"))
def disk() -> Finding:
    """Look how much room is left."""
    free = free_bytes()
    words = _("%(size)s are free.") % {"size": filesizeformat(free)}
    return Finding(free >= LEAST_FREE, words, _("Make room: old backups, logs. With a full disk nothing can be saved."))


def wal_bytes() -> int | None:
    """Return the size of SQLite's write-ahead log; `None` for another database, or one in memory."""
    name = str(connection.settings_dict["NAME"])
    log = Path(f"{name}-wal")
    if connection.vendor != "sqlite" or not Path(name).is_file():
        return None
    return log.stat().st_size if log.is_file() else 0


@examines("wal", gettext_lazy("Database’s log"))
def write_ahead_log() -> Finding:
    """Look whether SQLite's log is emptied in time."""
    size = wal_bytes()
    if size is None:
        return Finding(True, _("The database looks after it itself."))
    words = _("The log before writing is %(size)s.") % {"size": filesizeformat(size)}
    return Finding(size <= MOST_WAL, words, _("A process has been reading for very long: restart the web processes."))
