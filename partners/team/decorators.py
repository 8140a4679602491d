"""The two doors to a desk: choosing among several organisations, and the link in an invitation."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sign_in_addresses import to_sign_in
from compat.allauth import sign_in
from delivery.origin import same_origin_required
from languages.configured import DEFAULT_LANGUAGE
from partners.desk_access import kept_private
from partners.models import Invitation, Membership, Organisation
from partners.team.inviting import accept
from partners.team.membership_changes import TeamError


def desk_of(organisation: Organisation) -> str:
    """Return the address of an organisation's desk in the active language."""
    return f"/{get_language() or DEFAULT_LANGUAGE.code}/desk/{organisation.key}/"


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Lead to the only desk of the person who asks, or let them choose among several."""
    if not request.user.is_authenticated:
        return kept_private(to_sign_in(request))
    memberships = list(Membership.objects.of(request.user).select_related("organisation"))
    if len(memberships) == 1:
        return kept_private(HttpResponseRedirect(desk_of(memberships[0].organisation)))
    code = get_language() or DEFAULT_LANGUAGE.code
    organisations = sorted((one.organisation for one in memberships), key=lambda one: one.sort_key(code))
    choices = [(organisation, desk_of(organisation)) for organisation in organisations]
    return kept_private(render(request, "desk/desks.html", {"choices": choices}))


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what somebody is invited to; make them a member, and sign them in, when they press the button.

    Programs that follow every link in a mail press nothing. One that is over says so: 410.
    """
    wanted = get_object_or_404(Invitation.objects.select_related("organisation"), token=token)
    if not wanted.is_usable:
        return _over(request, wanted)
    if request.method != "POST":
        return _private(render(request, "desk/invitation.html", {"invitation": wanted}))
    try:
        membership = accept(wanted)
    except TeamError:
        return _over(request, wanted)
    return _private(_enter(request, membership))


def _enter(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Sign the person in: the letter proves the address as a mailed code does. A second step of theirs is still asked for."""
    person, desk = membership.user, desk_of(membership.organisation)
    if request.user.is_authenticated and request.user.pk == person.pk:
        return HttpResponseRedirect(desk, status=HTTPStatus.SEE_OTHER)
    logout(request)
    return sign_in(request, person, address=desk, email=person.email)


def _over(request: HttpRequest, wanted: Invitation) -> HttpResponse:
    return _private(render(request, "desk/invitation_over.html", {"invitation": wanted}, status=HTTPStatus.GONE))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page behind a mailed link out of caches, search engines and the `Referer` of other sites."""
    response["Referrer-Policy"] = "no-referrer"
    return kept_private(response)
