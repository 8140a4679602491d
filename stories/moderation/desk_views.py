"""What editors changed in a story, word by word, for those who wrote it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from languages.configured import language_for
from partners.models import Membership
from stories.desk.access import submission_required
from stories.desk.story_rows import title_of
from stories.models import Submission
from stories.moderation.story_differences import corrections as corrections_of


@require_safe
@submission_required
def corrections(request: HttpRequest, membership: Membership, submission: Submission) -> HttpResponse:
    """Show what editors changed since a member last saved the story."""
    context = {
        "organisation": membership.organisation,
        "submission": submission,
        "title": title_of(submission),
        "changes": corrections_of(submission),
        "language": language_for(submission.page.original_language),
    }
    return render(request, "desk/corrections.html", context)
