"""Scheduled publishing: what is due goes live, what has expired is taken down, each exactly once.

Wagtail's `publish_scheduled` has no lock: two runners publish twice, and one page that cannot be published stops all that
come after it. Here every page is a transaction of its own that first claims its row. On PostgreSQL a second runner skips the
row; on SQLite it waits for the first (transactions begin IMMEDIATE) and then finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from wagtail.models import Page, Revision


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: `event` is published, waiting, unpublished or failed; `error` says why it failed.

    Waiting: its time has come, and the gate keeps it until its translations are there (`languages.gate.publish`).
    """

    event: str
    thing: str
    key: str
    title: str
    error: str = ""

    def facts(self) -> dict[str, str]:
        """Return what there is to say, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def due_revisions(now: datetime) -> QuerySet[Revision]:
    """Return the revisions that should have gone live by `now`, in the order of their dates."""
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def expired_pages(now: datetime) -> QuerySet[Page]:
    """Return the live pages that should have been taken down by `now`."""
    return Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")


def claim(rows: QuerySet[Any], pk: int) -> Any:
    """Return the row if it still belongs to `rows` and nobody else works on it, else `None`; call inside a transaction."""
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows.filter(pk=pk).first()


def _publish(revision: Revision) -> Outcome:
    verdict = revision.publish(log_action="wagtail.publish.scheduled")
    event = "waiting" if getattr(verdict, "is_waiting", False) else "published"
    return Outcome(event, revision.content_type.name, revision.object_id, revision.object_str)


def _unpublish(page: Page) -> Outcome:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return Outcome("unpublished", page.page_type_display_name, str(page.pk), page.title)


def _carry_out(rows: QuerySet[Any], pk: int, act: Callable[[Any], Outcome]) -> Outcome | None:
    """Claim one row and act on it; a failure undoes this row alone and is told."""
    try:
        with transaction.atomic():
            row = claim(rows, pk)
            return act(row) if row else None
    except (ValidationError, DatabaseError, OSError) as error:
        return Outcome("failed", rows.model._meta.model_name, str(pk), "", f"{type(error).__name__}: {error}")


def run_due(now: datetime) -> Iterator[Outcome]:
    """Do all that is due at `now`: take down first, then publish. Yields what was done, one row at a time."""
    for rows, act in ((expired_pages(now), _unpublish), (due_revisions(now), _publish)):
        for pk in list(rows.values_list("pk", flat=True)):
            if outcome := _carry_out(rows, pk, act):
                yield outcome
