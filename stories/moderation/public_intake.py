"""Taking in stories from the public: each once, within limits, and with the letter that follows the commit."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delivery.rate_limits import HOUR, MINUTE, RateLimit, RowCounter, count_alone
from stories.consent.retention import erase_unpublished
from stories.consent.withdrawing import withdraw
from stories.models import PublicStory
from stories.models.consent import Decider
from stories.moderation import public_emails

OVERALL: Final = RateLimit(
    "stories", 20, MINUTE, RowCounter(lambda since, key: PublicStory.objects.received_since(since).count())
)
FROM_ONE_NETWORK: Final = RateLimit("stories", 5, MINUTE)
FOR_ONE_ADDRESS: Final = RateLimit(
    "stories of an address",
    3,
    HOUR,
    RowCounter(lambda since, key: PublicStory.objects.received_since(since).filter(email__iexact=key).count()),
)


def fingerprint(fields: dict[str, Any], language: str, day: date) -> str:
    """Return a hash of what was sent on a day; the same form sent twice has the same one."""
    told = json.dumps([{**fields, "email": fields["email"].casefold()}, language, day.isoformat()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def take_in(fields: dict[str, Any], *, language: str, network: str) -> PublicStory:
    """Store a story and send its letter; the same one sent again within a day is the same story. Raises `RateLimitExceededError`."""
    today = timezone.localdate()
    prints = [fingerprint(fields, language, day) for day in (today, today - timedelta(days=1))]
    with transaction.atomic():
        count_alone()
        if known := PublicStory.objects.filter(fingerprint__in=prints).first():
            return known
        _check_limits(fields["email"], network)
        story = PublicStory.objects.create(**fields, language=language, fingerprint=prints[0])
        public_emails.received(story)
    return story


def _check_limits(email: str, network: str) -> None:
    """Count one more story; raises `RateLimitExceededError` when it is one too many."""
    several = _("We have had several stories from this email address. Wait an hour, then send this one again.")
    FOR_ONE_ADDRESS.check(email, several)
    busy = _("Many stories are coming in just now. Wait a minute, then send yours again. What you wrote is still here.")
    OVERALL.check("", busy)
    FROM_ONE_NETWORK.check(network, busy)


def take_back(story: PublicStory) -> None:
    """Delete what was told, and whatever was made of it: a draft is erased, a story on the site is withdrawn everywhere."""
    with transaction.atomic():
        if (page := story.page) is None:
            story.delete()
        elif page.first_published_at:
            withdraw(page.translation_key, by=Decider.PERSON)
        else:
            erase_unpublished(page.translation_key)
