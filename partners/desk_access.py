"""The door of the desk: who is let in, and what every page behind it has in common.

Forms of the desk are guarded by where they come from (`delivery.origin`) instead of a token: one that stood open for two days, or
while somebody signed in again beside it, still works.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.sessions import renew
from accounts.sign_in_addresses import sign_in_address, to_sign_in
from delivery.origin import SAFE_METHODS, same_origin_required
from partners.models import Membership, Organisation
from partners.team_log import was_member

P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Membership, P], HttpResponse]
SEEN_EVERY: Final = timedelta(hours=1)
"""How exact "last seen" is: no more than one write an hour for each member."""
SHORT: Final = 40
"""Characters that somebody types again without sorrow."""


def kept_private(response: HttpResponse) -> HttpResponse:
    """Keep a page for one person out of caches and search engines, and return it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def member_required(view: MemberView[P]) -> Callable[..., HttpResponse]:
    """Wrap a view of the desk, `view(request, membership, ...)`, whose address carries the organisation's `key`.

    Strangers are sent to sign in and come back; what they post, because their session ended while they wrote, is given back to them to
    send again (401). Somebody who was a member until now is told so, and given back what they typed (403). Raises `Http404` for
    an organisation one never belonged to, just as for one that is not there, and `PermissionDenied` for posts from other sites. What
    the view answers is kept out of caches.
    """

    @same_origin_required
    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept_private(to_sign_in(request) if request.method in SAFE_METHODS else _signed_out(request))
        membership = membership_at(request, key)
        if membership is None:
            return kept_private(_no_longer(request, key))
        _note_visit(request, membership)
        return kept_private(view(request, membership, *args, **kwargs))

    return guarded


def membership_at(request: HttpRequest, key: str) -> Membership | None:
    """Return the membership of the person who asks, with its organisation, or `None`."""
    memberships = Membership.objects.of(request.user).select_related("organisation")
    return memberships.filter(organisation__key=key).first()


def _note_visit(request: HttpRequest, membership: Membership) -> None:
    now = timezone.now()
    if membership.last_seen is None or now - membership.last_seen > SEEN_EVERY:
        Membership.objects.filter(pk=membership.pk).update(last_seen=now)
    renew(request)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """Return a page that holds all that was posted, to be sent again after signing in beside it."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {"sent": sent, "sign_in": sign_in_address(), "has_files": bool(request.FILES)}
    return render(request, "desk/signed_out.html", context, status=HTTPStatus.UNAUTHORIZED)


def _no_longer(request: HttpRequest, key: str) -> HttpResponse:
    """Return a page for somebody who was a member until now, with what they typed; raises `Http404` for anybody else."""
    organisation = Organisation.objects.filter(key=key).first()
    is_script = request.headers.get("Accept", "").startswith(
        "application/json"
    )  # it keeps its own copy of what was typed
    if organisation is None or is_script or not request.user.is_active or not was_member(request.user, organisation):
        raise Http404
    typed = [value for values in request.POST.lists() for value in values[1] if len(value) > SHORT]
    context = {"organisation": organisation, "typed": typed}
    return render(request, "desk/no_longer.html", context, status=HTTPStatus.FORBIDDEN)
