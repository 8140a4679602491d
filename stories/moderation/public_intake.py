"""Taking in stories from the public: each once, within limits, and with the letter that follows the commit."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delivery.floods import is_flood
from partners.application_limits import TooManyError, one_at_a_time
from stories.consent.retention import erase_unpublished
from stories.consent.withdrawing import withdraw
from stories.models import PublicStory
from stories.models.consent import Decider
from stories.moderation import public_emails

A_MINUTE_OVERALL: Final = 20
A_MINUTE_FROM_ONE_NETWORK: Final = 5
AN_HOUR_FOR_ONE_ADDRESS: Final = 3


def fingerprint(fields: dict[str, Any], language: str, day: date) -> str:
    """Return a hash of what was sent on a day; the same form sent twice has the same one."""
    told = json.dumps([{**fields, "email": fields["email"].casefold()}, language, day.isoformat()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def take_in(fields: dict[str, Any], *, language: str, network: str) -> PublicStory:
    """Store a story and send its letter; the same one sent again within a day is the same story. Raises `TooManyError`."""
    today = timezone.localdate()
    prints = [fingerprint(fields, language, day) for day in (today, today - timedelta(days=1))]
    with transaction.atomic():
        one_at_a_time()
        if known := PublicStory.objects.filter(fingerprint__in=prints).first():
            return known
        _check_limits(fields["email"], network)
        story = PublicStory.objects.create(**fields, language=language, fingerprint=prints[0])
        public_emails.received(story)
    return story


def _check_limits(email: str, network: str) -> None:
    """Raise `TooManyError` when one more is one too many. The count of a network is in the cache: addresses are not stored."""
    now = timezone.now()
    lately = PublicStory.objects.received_since(now - timedelta(hours=1)).filter(email__iexact=email)
    if lately.count() >= AN_HOUR_FOR_ONE_ADDRESS:
        raise TooManyError(
            _("We have had several stories from this email address. Wait an hour, then send this one again.")
        )
    busy = _("Many stories are coming in just now. Wait a minute, then send yours again. What you wrote is still here.")
    if PublicStory.objects.received_since(now - timedelta(minutes=1)).count() >= A_MINUTE_OVERALL:
        raise TooManyError(busy)
    if is_flood("stories", network, A_MINUTE_FROM_ONE_NETWORK):
        raise TooManyError(busy)


def take_back(story: PublicStory) -> None:
    """Delete what was told, and whatever was made of it: a draft is erased, a story on the site is withdrawn everywhere."""
    with transaction.atomic():
        if (page := story.page) is None:
            story.delete()
        elif page.first_published_at:
            withdraw(page.translation_key, by=Decider.PERSON)
        else:
            erase_unpublished(page.translation_key)
