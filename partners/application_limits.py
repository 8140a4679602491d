"""How many applications may come in: a flood is turned away, people are not.

SAFETY asks that of 1,000 posts a minute at most 20 are stored.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from delivery.rate_limits import HOUR, MINUTE, RateLimit, RowCounter
from partners.models import Application

OVERALL: Final = RateLimit(
    "pledges", 20, MINUTE, RowCounter(lambda since, key: Application.objects.received_since(since).count())
)
FROM_ONE_NETWORK: Final = RateLimit("pledges", 10, MINUTE)
FOR_ONE_ADDRESS: Final = RateLimit(
    "pledges of an address",
    5,
    HOUR,
    RowCounter(lambda since, key: Application.objects.received_since(since).filter(email__iexact=key).count()),
)


def check_limits(*, email: str, network: str) -> None:
    """Count one more application, inside its transaction; raises `RateLimitExceededError` when it is one too many."""
    busy = _("Many pledges are coming in just now. Wait a minute, then send yours again. What you wrote is still here.")
    check_address(email)
    OVERALL.check("", busy)
    FROM_ONE_NETWORK.check(network, busy)


def check_address(email: str) -> None:
    """Raise `RateLimitExceededError` when too many letters went to one address within the hour."""
    words = _("We have had several pledges from this email address. Wait an hour, then send this one again.")
    FOR_ONE_ADDRESS.check(email, words)
