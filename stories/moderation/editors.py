"""Letters to the editors: at once where somebody is at risk or has asked for something, otherwise one a day with what waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from languages.configured import DEFAULT_LANGUAGE
from languages.email_parts import post_letter_to
from stories.consent.emails import default_settings
from stories.models import PublicStory, Submission
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload

DIGEST: Final = "moderation_digest"


def _write(
    subject: str | Promise,
    sentences: Sequence[str | Promise],
    path: str,
    *,
    about: str,
    key: str,
    counts: Sequence[tuple[str | Promise, int]],
) -> None:
    """Post a letter to the editors' address; nothing where no site has one yet."""
    site = default_settings()
    if site is None or not site.contact_email:
        return
    context = {"sentences": sentences, "counts": counts, "link": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
    post_letter_to(
        site.contact_email,
        DEFAULT_LANGUAGE.code,
        template="for_editors",
        subject=subject,
        context=context,
        about=about,
        key=key,
    )


def taking_down_asked(submission: Submission) -> None:
    """Tell at once that a partner wants a story off the site. Which one, and why, is read in the admin."""
    _write(
        _("A partner asks us to take a story down"),
        [_("A partner asks that one of its stories leaves the site. Please see to it within one working day.")],
        reverse("moderation:review", args=[submission.pk]),
        about=f"story {submission.page.translation_key}",
        key=f"taking-down {submission.pk} {submission.version}",
        counts=[],
    )


@every_night(DIGEST)
def send_digest(payload: Payload) -> None:
    """Tell once a day how much waits, where anything new has come in since the day before."""
    since = timezone.now() - timedelta(days=1)
    new = Submission.objects.filter(sent__gt=since).count() + PublicStory.objects.received_since(since).count()
    if not new:
        return
    pages = Submission.objects.values("page_id")
    reading = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    keys = {str(pk) for pk in pages.values_list("page_id", flat=True)}
    waiting = sum(object_id in keys for object_id in reading.values_list("object_id", flat=True))
    counts = [
        (_("Came in since yesterday"), new),
        (_("Stories of partners that wait"), waiting),
        (_("Stories from the public that wait"), PublicStory.objects.waiting().count()),
    ]
    today = f"{timezone.localdate():%Y-%m-%d}"
    with transaction.atomic():
        _write(
            _("Stories are waiting for an editor"),
            [_("New stories have come in.")],
            reverse("moderation:queue"),
            about=DIGEST,
            key=f"{DIGEST} {today}",
            counts=counts,
        )
