"""The pages of one story: the form, the story while it is locked, and where one goes from there."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from accounts.models import User
from languages.configured import DEFAULT_LANGUAGE
from partners.desk.merging import marks, seen_in
from partners.models import Membership
from stories.desk.completeness import Problem
from stories.desk.draft_mapping import pictures_of, read
from stories.desk.forms import StoryForm
from stories.desk.presence import be_here, others_here
from stories.desk.presenting import form_context, threads
from stories.desk.story_draft import StoryDraft, declaration_of
from stories.desk.story_rows import title_of
from stories.desk.submission_status import MEANINGS, status_of
from stories.models import Submission, SubmissionPicture


def signed_in(request: HttpRequest) -> User:
    """Return the person who asks, who has signed in."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101  # the doors of the desk let nobody else in
    return person


def blank(membership: Membership) -> StoryDraft:
    """Return the draft of a story nobody has begun: what is known of the organisation is filled in."""
    organisation = membership.organisation
    code = get_language() or DEFAULT_LANGUAGE.code
    return StoryDraft(region=organisation.region, locality=organisation.locality, language=code)


def show_new(
    request: HttpRequest, membership: Membership, *, kept: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    """Show the form of a story nobody has begun yet, empty or with what was typed before (`kept`)."""
    draft = blank(membership)
    form = StoryForm(kept, draft=draft)
    seen = seen_in(kept) if kept else marks(draft.values(), declaration_of)
    context = form_context(None, signed_in(request), form, seen, [])
    key = kept.get("key", "") if kept else ""
    return _show(request, membership, {**context, "key": key or uuid.uuid4().hex, "is_kept": kept is not None}, status)


def show_form(
    request: HttpRequest,
    membership: Membership,
    submission: Submission,
    *,
    kept: QueryDict | None = None,
    problems: list[Problem] | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show the form with what is saved, or with what was just typed (`kept`) and what is to be put right in it."""
    person = signed_in(request)
    draft = read(submission, submission.story())
    form = StoryForm(kept, draft=draft, fixed_language=submission.page.first_published_at is not None)
    be_here(submission, person)
    shown = context.pop("seen", None) or (seen_in(kept) if kept else marks(draft.values(), declaration_of))
    shared = {
        "submission_status": status_of(submission),
        "others": others_here(submission, person),
        "is_kept": "kept" in request.GET,
    }
    whole = {**form_context(submission, person, form, shown, problems or []), **shared, **context}
    return _show(
        request, membership, {**whole, "title": title_of(submission), "warnings": context.get("warnings", [])}, status
    )


def _show(request: HttpRequest, membership: Membership, context: dict[str, Any], status: int = 200) -> HttpResponse:
    saved = "saved" in request.GET and status == 200
    whole = {"organisation": membership.organisation, "is_saved": saved, **context}
    return render(request, "desk/story_form.html", whole, status=status)


def show_locked(
    request: HttpRequest, membership: Membership, submission: Submission, *, typed: str = "", status: int = 200
) -> HttpResponse:
    """Show how a story stands that cannot be changed now; what somebody had typed meanwhile (`typed`) comes back to them."""
    found = status_of(submission)
    saved = submission.story()
    keys = [placed.key for placed in pictures_of(saved)]
    context = {
        "organisation": membership.organisation,
        "submission": submission,
        "title": title_of(submission),
        "submission_status": found,
        "meaning": MEANINGS[found.writing],
        "threads": threads(submission, signed_in(request)),
        "picture_count": SubmissionPicture.objects.filter(submission=submission, picture__in=keys).count(),
        "story": saved,
        "typed": typed,
        "is_asked": "asked" in request.GET,
    }
    return render(request, "desk/story_locked.html", context, status=status)


def own_address(membership: Membership, submission: Submission, name: str = "story") -> str:
    """Return the address of a page of a story at the desk of the organisation."""
    return reverse(f"desk:{name}", args=[membership.organisation.key, submission.pk])


def lead_to(address: str) -> HttpResponse:
    """Return the redirect that makes going back, or loading again, send nothing twice."""
    return HttpResponseRedirect(address, status=303)
