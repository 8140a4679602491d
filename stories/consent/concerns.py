"""Concerns about stories: taking one in, telling the safeguarding contact, hiding the story, and dealing with it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from delivery.rate_limits import MINUTE, RateLimit, RowCounter
from languages.configured import DEFAULT_LANGUAGE
from stories.consent import partner_notices
from stories.consent.emails import default_settings, post_in
from stories.consent.withdrawing import take_down
from stories.models import Concern, StoryPage

if TYPE_CHECKING:
    from accounts.models import User

OVERALL: Final = RateLimit(
    "concerns", 20, MINUTE, RowCounter(lambda since, key: Concern.objects.received_since(since).count())
)
FROM_ONE_NETWORK: Final = RateLimit("concerns", 5, MINUTE)
SALT: Final = "stories.concern"
LINK_AGE: Final = timedelta(days=30)
"""How long the link in a letter hides a story: a letter in an old mailbox should not."""

State = Concern.State


def _fingerprint(page: StoryPage, text: str, email: str) -> str:
    told = "\n".join((str(page.translation_key), text, email.casefold(), f"{timezone.localdate():%Y-%m-%d}"))
    return hashlib.sha256(told.encode()).hexdigest()


def _check_limits(network: str) -> None:
    """Count one more concern; raises `RateLimitExceededError` when it is one too many."""
    busy = _(
        "Many messages are coming in just now. Wait a minute, then send yours again. What you wrote is still here."
    )
    OVERALL.check("", busy)
    FROM_ONE_NETWORK.check(network, busy)


def report(page: StoryPage, *, text: str, email: str, language: str, network: str) -> Concern:
    """Store a concern and write to the safeguarding contact, and to nobody else: the story's own people may be whom it is about.

    The same one sent twice in a day is one. Raises `RateLimitExceededError`.
    """
    fingerprint = _fingerprint(page, text, email)
    values = {"story_key": page.translation_key, "page": page, "text": text, "email": email, "language": language}
    with transaction.atomic():
        if known := Concern.objects.filter(fingerprint=fingerprint).first():
            return known
        _check_limits(network)
        concern = Concern.objects.create(fingerprint=fingerprint, **values)
        _tell(concern)
    return concern


def hide_link(concern: Concern) -> str:
    """Return the absolute address of the page with the one button that hides the story."""
    signed = signing.dumps(concern.pk, salt=SALT)
    with override(DEFAULT_LANGUAGE.code):
        return f"{settings.SITE_URL}{reverse('stories:hide', args=[signed])}"


def concern_of(signed: str) -> Concern | None:
    """Return the concern a signed link is about; `None` if it is not ours, too old, or the concern is gone."""
    try:
        key = signing.loads(signed, salt=SALT, max_age=LINK_AGE)
    except signing.BadSignature:
        return None
    return Concern.objects.filter(pk=key).select_related("page").first()


def _tell(concern: Concern) -> None:
    """Write to the safeguarding contact: the link to the button, and to the story. What was typed is read on our own pages."""
    site = default_settings()
    if site is None:
        return
    code = DEFAULT_LANGUAGE.code
    story = f"{settings.SITE_URL}{concern.page.get_url()}" if concern.page else ""
    with override(code):
        subject = _("Somebody is worried about a story")
        post_in(
            code,
            to=site.safeguarding_email,
            subject=subject,
            letter="concern",
            about=f"story {concern.story_key}",
            link=hide_link(concern),
            story=story,
        )


def hide(concern: Concern) -> None:
    """Take the story of a concern off the site in all its languages until the concern is dealt with; harmless when done twice."""
    with transaction.atomic():
        changed = Concern.objects.filter(pk=concern.pk, state=State.NEW)
        if not changed.update(state=State.HIDDEN, hidden_at=timezone.now()):
            return
        take_down(list(StoryPage.objects.filter(translation_key=concern.story_key)))
        partner_notices.story_hidden(concern)


def close(concern: Concern, user: User) -> None:
    """Note that a concern has been dealt with; a story it kept hidden may be published again, by whoever publishes."""
    with transaction.atomic():
        values = {"state": State.CLOSED, "closed_at": timezone.now(), "closed_by": user}
        was_hidden = concern.state == State.HIDDEN
        if Concern.objects.filter(pk=concern.pk).open().update(**values) and was_hidden:
            partner_notices.story_shown_again(concern)
