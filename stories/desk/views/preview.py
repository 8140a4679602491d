"""The story as readers will see it, with a banner that says that they do not see it yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from partners.models import Membership
from stories.desk.access import submission_required
from stories.models import Submission


@require_safe
@submission_required
def preview(request: HttpRequest, membership: Membership, submission: Submission) -> HttpResponse:
    """Answer with the real page of the story as it was last saved."""
    story = submission.story()
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail marks its own previews
    request.preview_mode = ""  # type: ignore[attr-defined]  # the page itself
    request.back_to_editing = reverse(  # type: ignore[attr-defined]  # for the banner in base.html
        "desk:story", args=[membership.organisation.key, submission.pk]
    )
    response: HttpResponse = story.serve_preview(request, "")
    return response
