"""Changes that editors make to a story of a partner: the desk shows them as such, and nobody overwrites them unseen."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from stories.models import Submission


def came_from_editor(submission: Submission) -> None:
    """Note that the last change is an editor's: at the desk it reads "by an editor", and forms that are open notice it."""
    Submission.objects.filter(pk=submission.pk).update(
        version=F("version") + 1, changed=timezone.now(), changed_by=None
    )


def note_correction(request: HttpRequest, page: Page) -> None:
    """Note it for a story that was saved in the page editor."""
    if submission := Submission.objects.filter(page_id=page.pk).first():
        came_from_editor(submission)
