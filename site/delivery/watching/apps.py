"""Watching over the site, as a Django application: errors are reported by whatever process they happen in."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class WatchingConfig(AppConfig):
    """Readiness, figures, reports of errors."""

    name = "delivery.watching"
    label = "delivery_watching"

    def ready(self) -> None:
        """Report errors from now on, where `SENTRY_DSN` says to whom."""
        if settings.SENTRY_DSN:
            from delivery.watching import reports

            reports.begin(settings.SENTRY_DSN)
