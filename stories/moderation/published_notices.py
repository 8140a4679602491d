"""Telling writers that their story is on the site, and later in which further languages. Each language is told once."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from wagtail.signals import page_published

from languages.translations import live_pages
from stories.models import StoryPage, Submission
from stories.moderation import emails
from stories.moderation.handling import handling_of
from stories.moderation.news import about
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

TELL: Final = "tell_story_is_live"


def listen() -> None:
    """Hear of every story that goes live."""
    page_published.connect(_post, sender=StoryPage, dispatch_uid="stories.moderation.published_notices")


def _post(instance: StoryPage, **kwargs: Any) -> None:
    """Have the writers told after the publication: by then all the languages that went live together are there."""
    is_live = instance.live  # Wagtail sends the signal for what is scheduled, too
    if is_live and Submission.objects.filter(page__translation_key=instance.translation_key).exists():
        key, moment = instance.translation_key, instance.last_published_at
        with transaction.atomic():
            post(TELL, about(key), {"key": str(key)}, f"{TELL} {key} {moment:%Y-%m-%dT%H:%M:%S.%f}")


@carries_out(TELL)
def tell(payload: Payload) -> None:
    """Write about the languages the writers have not heard of; nothing if they have heard of all that is live."""
    key = UUID(payload["key"])
    with transaction.atomic():
        submission = Submission.objects.select_for_update(of=("self",)).filter(page__translation_key=key).first()
        if submission is None:
            return
        handling, pages = handling_of(submission), live_pages([key])[key]
        new = {code: page for code, page in pages.items() if code not in handling.told_languages}
        if not new:
            return
        (emails.translated if handling.told_languages else emails.live)(submission, new)
        handling.told_languages = sorted({*handling.told_languages, *new})
        handling.save(update_fields=["told_languages"])
