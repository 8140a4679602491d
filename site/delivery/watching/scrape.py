"""`/metrics` for Prometheus: what the processes have counted, and what the database and this process know at this moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hmac import compare_digest
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error, connection
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from upkeep.backup.backup_settings import FAILURES
from upkeep.health.backup_look import newest_backup
from upkeep.health.looks import free_bytes, wal_bytes
from upkeep.models import Effect, Heartbeat, ScheduledFailure
from upkeep.outbox.leftovers import oldest_due_age

if TYPE_CHECKING:
    from prometheus_client.core import Metric


def may_scrape(request: HttpRequest) -> bool:
    """Say whether the figures are for who asks: by `METRICS_TOKEN`, or without one from this machine and through no proxy."""
    if not settings.METRICS:
        return False
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    through_proxy = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not through_proxy


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the figures; raises `Http404` for whom they are not."""
    if not may_scrape(request):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess

    registry = CollectorRegistry()
    registry.register(AtThisMoment())  # type: ignore[arg-type]  # a collector is whatever has `collect`
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it brings no types
        figures = generate_latest(registry)
    else:
        figures = generate_latest(registry) + _of_this_process()
    return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _of_this_process() -> bytes:
    """Return what this process has counted, where it is the only one."""
    from prometheus_client import REGISTRY, generate_latest

    return generate_latest(REGISTRY)


class AtThisMoment:
    """Figures that are looked up when they are asked for."""

    def collect(self) -> Iterator[Metric]:
        """Yield the state of outbox, scheduled work, disk and pool of connections; without a database only that it is away."""
        from prometheus_client.core import GaugeMetricFamily

        try:
            found = [*outbox_figures(), *upkeep_figures(), *pool_figures()]
        except Error:
            yield GaugeMetricFamily("together_database_up", "Whether the database answers.", value=0)
            return
        yield GaugeMetricFamily("together_database_up", "Whether the database answers.", value=1)
        yield from found


def outbox_figures() -> Iterator[Metric]:
    """Yield how much of each kind waits or was given up, and how long the oldest has waited."""
    from prometheus_client.core import GaugeMetricFamily

    rows = Effect.objects.left_over().values_list("state", "kind").annotate(count=Count("pk")).order_by()
    figure = GaugeMetricFamily("together_outbox_effects", "Effects that are not done.", labels=["state", "kind"])
    for state, kind, count in rows:
        figure.add_metric([state, kind], count)
    yield figure
    yield GaugeMetricFamily(
        "together_outbox_oldest_seconds", "How long the oldest that is due has waited.", value=oldest_due_age()
    )


def upkeep_figures() -> Iterator[Metric]:
    """Yield the ages of heartbeats and of the newest backup, what failed on its date, and room on the disk."""
    from prometheus_client.core import GaugeMetricFamily

    now = timezone.now()
    ages = GaugeMetricFamily("together_heartbeat_age_seconds", "How long ago each was last done.", labels=["name"])
    for name, done_at in Heartbeat.objects.values_list("name", "done_at"):
        if done_at:
            ages.add_metric([name], (now - done_at).total_seconds())
    yield ages
    yield from _backup_figures()
    failed = GaugeMetricFamily("together_failed_publications", "What failed on its date.", labels=["state"])
    set_aside = ScheduledFailure.objects.filter(next_try=None).count()
    failed.add_metric(["set aside"], set_aside)
    failed.add_metric(["tried again"], ScheduledFailure.objects.count() - set_aside)
    yield failed
    yield GaugeMetricFamily("together_disk_free_bytes", "Room where the site keeps its state.", value=free_bytes())
    if (size := wal_bytes()) is not None:
        yield GaugeMetricFamily("together_wal_bytes", "SQLite's write-ahead log.", value=size)


def _backup_figures() -> Iterator[Metric]:
    """Yield the age of the newest backup; nothing where there is none, or where they are kept does not answer."""
    from prometheus_client.core import GaugeMetricFamily

    try:
        made = newest_backup()
    except FAILURES:
        return
    if made is not None:
        age = (timezone.now() - made).total_seconds()
        yield GaugeMetricFamily("together_backup_age_seconds", "How long ago the newest was made.", value=age)


def pool_figures() -> Iterator[Metric]:
    """Yield the state of this process's pool of connections; nothing where there is none (SQLite)."""
    from prometheus_client.core import GaugeMetricFamily

    pool = getattr(connection, "pool", None)
    figure = GaugeMetricFamily("together_database_pool", "Connections of the process that answers.", labels=["what"])
    for name, value in (pool.get_stats() if pool else {}).items():
        figure.add_metric([name], value)
    yield figure
