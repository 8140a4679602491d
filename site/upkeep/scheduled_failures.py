"""What could not be done on its date: tried again, ever later, and set aside after as many attempts as an effect has."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision

from upkeep.models import ScheduledFailure
from upkeep.outbox.backoff import MAX_ATTEMPTS, wait_after


def held_back(act: str, now: datetime) -> QuerySet[ScheduledFailure]:
    """Return the failures of one kind whose rows are left alone at `now`: set aside, or not yet due again."""
    return ScheduledFailure.objects.filter(Q(next_try=None) | Q(next_try__gt=now), act=act)


def write_failure(act: str, row: int, title: str, error: str, now: datetime) -> ScheduledFailure:
    """Count one more failure of a row and say when it is tried again; return it as it stands then."""
    with transaction.atomic():
        failure, _made = ScheduledFailure.objects.get_or_create(act=act, row=row)
        failure.failures += 1
        failure.failed_at, failure.error = now, error[:300]
        failure.title = title[:255] or failure.title
        failure.next_try = None if failure.failures >= MAX_ATTEMPTS else now + wait_after(failure.failures)
        failure.save()
    return failure


def forget_done(act: str, due: QuerySet[Page] | QuerySet[Revision]) -> None:
    """Forget the failures of rows that are due no more: they were done at last, by the scheduler or by somebody, or are gone."""
    ScheduledFailure.objects.filter(act=act).exclude(row__in=due.order_by().values("pk")).delete()
