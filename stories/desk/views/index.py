"""My stories."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from partners.desk_access import member_required
from partners.models import Membership
from stories.desk.story_rows import needing, rows
from stories.desk.submission_status import MEANINGS, State


@member_required
def index(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Show what needs the member first, then every story of the organisation, and what each status means."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101  # `member_required` lets nobody else in
    listed = rows(membership.organisation, person)
    used = {row.state for row in listed}
    context = {
        "organisation": membership.organisation,
        "rows": listed,
        "needing": needing(listed),
        "sent": next((row for row in listed if str(row.pk) == request.GET.get("sent")), None),
        "deleted": "deleted" in request.GET,
        # What a story that was not taken up means is told to those who have one.
        "meanings": [(state, MEANINGS[state]) for state in State if state != State.DECLINED or state in used],
    }
    return render(request, "desk/stories.html", context)
