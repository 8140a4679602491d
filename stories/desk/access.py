"""The door of one story at the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from partners.desk_access import member_required
from partners.models import Membership
from stories.models import Submission

P = ParamSpec("P")
SubmissionView = Callable[Concatenate[HttpRequest, Membership, Submission, P], HttpResponse]


def submission_at(membership: Membership, pk: int) -> Submission:
    """Return the organisation's submission with this key; raises `Http404` for every other."""
    found = Submission.objects.of(membership.organisation).select_related("page", "organisation", "changed_by")
    submission = found.filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission


def submission_required(view: SubmissionView[P]) -> Callable[..., HttpResponse]:
    """Wrap `view(request, membership, submission, ...)`, whose address carries the organisation's `key` and the submission's `pk`."""

    @member_required
    @wraps(view)
    def guarded(request: HttpRequest, membership: Membership, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, membership, submission_at(membership, pk), *args, **kwargs)

    return guarded
