"""The two doors to the pages about the people in a story: members come in at the desk, editors beside the editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from delivery.origin import same_origin_required
from partners.models import Membership
from stories.consent.people_pages import at_desk, for_editor
from stories.consent.permissions import may_ask_people
from stories.consent.privacy import kept_private
from stories.desk.access import submission_required
from stories.models import StoryPage, Submission

AskingView = Callable[..., HttpResponse]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # both doors let nobody else in
    return request.user


def desk(view: AskingView) -> AskingView:
    """Make a page about people one of the desk."""

    @submission_required
    @wraps(view)
    def guarded(
        request: HttpRequest, membership: Membership, submission: Submission, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return kept_private(view(request, at_desk(_user(request), submission), *args, **kwargs))

    return guarded


def editor(view: AskingView) -> AskingView:
    """Make a page about people one for editors; raises `PermissionDenied` for anybody else."""

    @same_origin_required
    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_ask_people(request.user):
            raise PermissionDenied
        page = get_object_or_404(StoryPage, pk=pk)
        return kept_private(view(request, for_editor(_user(request), page), *args, **kwargs))

    return guarded
