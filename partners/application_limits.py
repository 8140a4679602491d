"""How many applications may come in: a flood is turned away, people are not.

SAFETY asks that of 1,000 posts a minute at most 20 are stored. The count over everybody is asked of the database, so that it
holds across processes; the count for one network lives in the cache, because addresses of readers are not stored.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from delivery.floods import is_flood
from partners.models import Application

A_MINUTE_OVERALL = 20
A_MINUTE_FROM_ONE_NETWORK = 10
AN_HOUR_FOR_ONE_ADDRESS = 5
_LOCK = 20_26_11  # any number of our own: PostgreSQL lets one application in at a time


class TooManyError(Exception):
    """Raised with a sentence for the reader when one more application is one too many."""


def one_at_a_time() -> None:
    """Make other writers wait until this transaction ends. SQLite's immediate transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def check_limits(*, email: str, network: str) -> None:
    """Count one more application; raises `TooManyError` when it is one too many. Call it inside the transaction."""
    check_address(email)
    check_overall()
    count_network(network)


def check_address(email: str) -> None:
    """Raise `TooManyError` when too many letters went to one address within the hour."""
    lately = Application.objects.received_since(timezone.now() - timedelta(hours=1))
    if lately.filter(email__iexact=email).count() >= AN_HOUR_FOR_ONE_ADDRESS:
        raise TooManyError(
            _("We have had several pledges from this email address. Wait an hour, then send this one again.")
        )


def check_overall() -> None:
    """Raise `TooManyError` when too many applications came in within the minute, from wherever."""
    lately = Application.objects.received_since(timezone.now() - timedelta(minutes=1))
    if lately.count() >= A_MINUTE_OVERALL:
        raise TooManyError(_busy())


def count_network(network: str) -> None:
    """Count one application for a network; raises `TooManyError` when it had too many within the minute."""
    if is_flood("pledges", network, A_MINUTE_FROM_ONE_NETWORK):
        raise TooManyError(_busy())


def _busy() -> str:
    return _("Many pledges are coming in just now. Wait a minute, then send yours again. What you wrote is still here.")
