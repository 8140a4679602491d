"""The form a story is written with: shown, saved as one types or by a button, and sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from partners.desk_access import member_required
from partners.models import Membership
from stories.desk.access import submission_required
from stories.desk.interrupted_forms import form_preserved, stored_form
from stories.desk.receiving import receive, receive_new
from stories.desk.responses import show_form, show_locked, show_new, signed_in
from stories.desk.submission_status import status_of
from stories.models import Submission


@form_preserved
@member_required
def new(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Show an empty form; the first save begins the story, once for each form."""
    person = signed_in(request)
    if request.method == "POST":
        return receive_new(request, membership, person)
    return show_new(request, membership, kept=stored_form(request, person))


@form_preserved
@submission_required
def story(request: HttpRequest, membership: Membership, submission: Submission) -> HttpResponse:
    """Show the form of a story, or the story as it stands while it cannot be changed; or take the form in."""
    person = signed_in(request)
    if request.method == "POST":
        return receive(request, membership, submission, person)
    if not status_of(submission).is_writable:
        return show_locked(request, membership, submission)
    kept = stored_form(request, person)
    return show_form(request, membership, submission, kept=kept)
