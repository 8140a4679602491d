"""The door of the desk: who is let in, and what every page behind it has in common.

Forms of the desk are guarded by where they come from (`delivery.origin`) instead of a token: one that stood open for two days, or
while somebody signed in again beside it, still works.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from accounts.addresses import to_sign_in
from delivery.origin import same_origin_required
from partners.models import Membership

P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Membership, P], HttpResponse]


def kept_private(response: HttpResponse) -> HttpResponse:
    """Keep a page for one person out of caches and search engines, and return it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def member_required(view: MemberView[P]) -> Callable[..., HttpResponse]:
    """Wrap a view of the desk, `view(request, membership, ...)`, whose address carries the organisation's `key`.

    Strangers are sent to sign in and come back. Raises `Http404` for an organisation that one is not a member of, just as for one
    that is not there, and `PermissionDenied` for posts from other sites. What the view answers is kept out of caches.
    """

    @same_origin_required
    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept_private(to_sign_in(request))
        return kept_private(view(request, membership_at(request, key), *args, **kwargs))

    return guarded


def membership_at(request: HttpRequest, key: str) -> Membership:
    """Return the membership of the person who asks, with its organisation; raises `Http404` where there is none."""
    memberships = Membership.objects.of(request.user).select_related("organisation")
    membership = memberships.filter(organisation__key=key).first()
    if membership is None:
        raise Http404
    return membership
