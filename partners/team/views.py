"""The pages of a team at the desk: who belongs to it, inviting, one member, leaving."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import Problem, problems_of
from partners.desk_access import member_required
from partners.models import Invitation, Membership
from partners.permissions import may_manage_members
from partners.team.forms import InviteForm
from partners.team.inviting import invite, send_again, withdraw
from partners.team.membership_changes import Role, TeamError, change_role, hand_over, leave, remove
from partners.team_log import lines_about

DONE = ("invited", "sent", "withdrawn", "removed", "changed", "handed-over")
"""What the page may say has just been done."""


def _done(membership: Membership, what: str) -> HttpResponse:
    address = reverse("members:team", kwargs={"key": membership.organisation.key})
    return HttpResponseRedirect(f"{address}?done={what}", status=HTTPStatus.SEE_OTHER)


def _page(
    request: HttpRequest, membership: Membership, form: InviteForm | None = None, problems: list[Problem] | None = None
) -> HttpResponse:
    organisation, done = membership.organisation, request.GET.get("done", "")
    context = {
        "organisation": organisation,
        "membership": membership,
        "members": Membership.objects.at(organisation),
        "invitations": Invitation.objects.open().filter(organisation=organisation).order_by("-sent"),
        "lines": lines_about(organisation),
        "may_manage": may_manage_members(request.user, organisation),
        "form": form or InviteForm(),
        "error_list": problems or [],
        "done": done if done in DONE else "",
    }
    return render(request, "desk/team.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def team(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Show the team; take in an invitation. Contributors see the team and change nothing: 403."""
    if request.method != "POST":
        return _page(request, membership)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, form, list(problems_of(form)))
    try:
        invite(membership.organisation, by=request.user, **form.cleaned_data)
    except TeamError as error:
        return _page(request, membership, form, [Problem("id_email", str(error))])
    return _done(membership, "invited")


@require_POST
@member_required
def invitation(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    wanted = get_object_or_404(Invitation.objects.open(), pk=pk, organisation=membership.organisation)
    try:
        if request.POST.get("action") == "withdraw":
            withdraw(wanted, request.user)
            return _done(membership, "withdrawn")
        send_again(wanted, request.user)
    except TeamError as error:
        return _page(request, membership, problems=[Problem("invitations", str(error))])
    return _done(membership, "sent")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def member(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """Show one member with what an owner may change, and change it. Leaving is a page of its own."""
    other = get_object_or_404(Membership.objects.at(membership.organisation), pk=pk)
    context: dict[str, object] = {"organisation": membership.organisation, "membership": membership, "other": other}
    context["may_manage"] = may_manage_members(request.user, membership.organisation)
    if request.method != "POST":
        return render(request, "desk/member.html", context)
    try:
        return _done(membership, _change(request, membership, other))
    except TeamError as error:
        context["error_list"] = [Problem("main", str(error))]
        return render(request, "desk/member.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _change(request: HttpRequest, own: Membership, other: Membership) -> str:
    """Carry out the button that was pressed; return what was done. Raises `PermissionDenied` and `TeamError`."""
    action = request.POST.get("action", "")
    if action == "remove":
        remove(other, request.user)
        return "removed"
    if action == "hand_over":
        hand_over(own, other)
        return "handed-over"
    if action in Role.values:
        change_role(other, action, request.user)
        return "changed"
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def leaving(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Ask whether somebody wants to leave, and let them."""
    context: dict[str, object] = {"organisation": membership.organisation, "membership": membership}
    if request.method != "POST":
        return render(request, "desk/leaving.html", context)
    try:
        leave(membership)
    except TeamError as error:
        context["error_list"] = [Problem("main", str(error))]
        return render(request, "desk/leaving.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(reverse("members:desks"), status=HTTPStatus.SEE_OTHER)
