"""Writing down when something that is done again and again was done, so that its silence is noticed."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from upkeep.models import Heartbeat

SCHEDULER: Final = "scheduler"


def beat(name: str, error: str = "") -> None:
    """Write down that `name` was done just now, or that it failed with `error`; what was written before about the other stays."""
    now = timezone.now()
    told = {"failed_at": now, "error": error[:300]} if error else {"done_at": now, "error": ""}
    Heartbeat.objects.update_or_create(name=name, defaults=told)
