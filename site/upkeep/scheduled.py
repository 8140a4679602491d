"""Scheduled publishing: what is due goes live, what has expired is taken down, each exactly once.

Wagtail's `publish_scheduled` has no lock: two runners publish twice, and one page that cannot be published stops all that
come after it. Here every page is a transaction of its own that first claims its row. On PostgreSQL a second runner skips the
row; on SQLite it waits for the first (transactions begin IMMEDIATE) and then finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from upkeep.models import ScheduledFailure
from upkeep.outbox.outcomes import Outcome
from upkeep.scheduled_failures import forget_done, held_back, write_failure

Row = TypeVar("Row", bound=Model)


def due_revisions(now: datetime) -> QuerySet[Revision]:
    """Return the revisions that should have gone live by `now`, in the order of their dates."""
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def expired_pages(now: datetime) -> QuerySet[Page]:
    """Return the live pages that should have been taken down by `now`."""
    return Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")


def claim(rows: QuerySet[Row], pk: int) -> Row | None:
    """Return the row if it still belongs to `rows` and nobody else works on it, else `None`; call inside a transaction."""
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows.filter(pk=pk).first()


def _publish(revision: Revision) -> Outcome:
    verdict = revision.publish(log_action="wagtail.publish.scheduled")
    event = "waiting" if getattr(verdict, "is_waiting", False) else "published"
    return Outcome(event, str(revision.content_type.name), revision.object_id, revision.object_str)


def _unpublish(page: Page) -> Outcome:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return Outcome("unpublished", str(page.page_type_display_name), str(page.pk), page.title)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """One kind of what is scheduled: which rows are due at a time, the field that holds their title, and what is done with one."""

    act: ScheduledFailure.Act
    due: Callable[[datetime], QuerySet[Row]]
    title: str
    carry_out: Callable[[Row], Outcome]


KINDS: Final[tuple[Kind[Page] | Kind[Revision], ...]] = (
    Kind(ScheduledFailure.Act.UNPUBLISH, expired_pages, "title", _unpublish),
    Kind(ScheduledFailure.Act.PUBLISH, due_revisions, "object_str", _publish),
)
"""Taking down comes first: what should be gone is worse than what should be there."""
MOST_OF_A_KIND: Final = 200
"""Rows of one kind that one turn takes: ten thousand of one kind do not keep the others, or the outbox, waiting for hours."""


def run_due(now: datetime) -> Iterator[Outcome]:
    """Do what is due at `now`, at most `MOST_OF_A_KIND` of each kind. Yields what was done, one row at a time."""
    for kind in KINDS:
        rows = kind.due(now)
        left_alone = held_back(kind.act, now).values_list("row", flat=True)
        due = rows.exclude(pk__in=list(left_alone)).values_list("pk", kind.title)[:MOST_OF_A_KIND]
        for pk, title in list(due):
            if outcome := _carry_out(kind, rows, pk, title):
                yield outcome
        forget_done(kind.act, rows)


def _carry_out(kind: Kind[Row], rows: QuerySet[Row], pk: int, title: str) -> Outcome | None:
    """Claim one row and act on it; a failure, whatever it is, undoes this row alone and is written down."""
    try:
        with transaction.atomic():
            row = claim(rows, pk)
            return kind.carry_out(row) if row else None
    except Exception as error:  # noqa: BLE001  # a version that cannot be read fails in ways of its own, and must not stop the rest
        told = f"{type(error).__name__}: {error}"
        write_failure(kind.act, pk, title, told, timezone.now())
        return Outcome("failed", str(rows.model._meta.model_name), str(pk), "", told)
