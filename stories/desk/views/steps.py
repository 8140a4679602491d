"""Steps that are asked about on a page of their own before they are taken: pulling back, deleting, giving up, taking down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partners.desk.tidying import tidied
from partners.models import Membership
from stories import permissions
from stories.desk.access import submission_required
from stories.desk.removing import ask_taking_down, delete, give_up_changes
from stories.desk.responses import lead_to, own_address, show_locked, signed_in
from stories.desk.saving import LockedError
from stories.desk.sending import pull_back
from stories.desk.story_rows import title_of
from stories.desk.submission_status import status_of
from stories.models import Submission


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, who may take it, and what it does with an optional reason."""

    heading: str | Promise
    told: str | Promise
    button: str | Promise
    is_allowed: Callable[..., bool]
    take: Callable[[Submission, User, str], None]
    leads_home: bool = False
    asks_why: bool = False
    is_grave: bool = False


STEPS: Final = {
    "pull-back": Step(
        _("Take your story back?"),
        _("The editors stop reading it, and you can go on writing. Send it again when it is ready."),
        _("Take it back"),
        permissions.may_pull_back,
        lambda submission, person, why: pull_back(submission, person),
    ),
    "delete": Step(
        _("Delete this story?"),
        _("Its words and pictures are deleted for everyone in your organisation. This cannot be undone."),
        _("Delete the story"),
        permissions.may_delete,
        lambda submission, person, why: delete(submission, person),
        leads_home=True,
        is_grave=True,
    ),
    "give-up": Step(
        _("Throw your changes away?"),
        _("The story on the site stays as it is. What you changed and have not sent is thrown away."),
        _("Throw my changes away"),
        permissions.may_give_up_changes,
        lambda submission, person, why: give_up_changes(submission, person),
        is_grave=True,
    ),
    "take-down": Step(
        _("Ask us to take this story down?"),
        _("An editor takes it off the site in every language, usually within one working day. You need not say why."),
        _("Ask to take it down"),
        permissions.may_ask_taking_down,
        ask_taking_down,
        asks_why=True,
        is_grave=True,
    ),
}


@submission_required
def step(request: HttpRequest, membership: Membership, submission: Submission, name: str) -> HttpResponse:
    """Ask about a step, and take it when the button is pressed. One that has been taken already leads on without a word."""
    if name not in STEPS:
        raise Http404
    asked, person = STEPS[name], signed_in(request)
    address = own_address(membership, submission)
    if not asked.is_allowed(person, submission, status_of(submission)):
        return lead_to(address)
    if request.method != "POST":
        context = {"organisation": membership.organisation, "submission": submission, "step": asked}
        return render(request, "desk/confirm.html", {**context, "title": title_of(submission), "back": address})
    try:
        asked.take(submission, person, tidied(request.POST.get("why", ""))[:1000])
    except LockedError:
        return show_locked(request, membership, submission, status=409)
    index = reverse("desk:index", args=[membership.organisation.key])
    return lead_to(f"{index}?deleted=1" if asked.leads_home else f"{address}?asked=1" if asked.asks_why else address)
