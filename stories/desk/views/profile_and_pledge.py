"""What the organisation says of itself: its profile and its pledge."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partners.desk.interrupted_forms import seal
from partners.desk_access import member_required
from partners.models import Membership
from stories.desk.interrupted_forms import delete_form, form_preserved, stored_form
from stories.desk.pledge_change import PledgeForm, pledge_of, propose, waiting
from stories.desk.presenting import ErrorLine
from stories.desk.profile import ChangedMeanwhileError, Profile, ProfileForm, profile_of, send_profile
from stories.desk.responses import lead_to, signed_in
from stories.desk.saving import LockedError


def _errors(form: ProfileForm | PledgeForm) -> list[ErrorLine]:
    return [ErrorLine(field.id_for_label, str(message)) for field in form for message in field.errors]


def _kept(request: HttpRequest) -> dict[str, str]:
    """Return what was typed before the session ended, by the names of the fields; nothing if nothing was."""
    fields = stored_form(request, signed_in(request))
    return {name: fields.get(name, "") for name in fields} if fields else {}


@form_preserved
@member_required
def profile(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Show the profile to change, or take changes in and hand them to the editors."""
    found = profile_of(membership.organisation)
    if found is None or request.method != "POST":
        form = ProfileForm(initial={**(found.values() if found else {}), **_kept(request)}, label_suffix="")
        return _show_profile(request, membership, form, found)
    form = ProfileForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _show_profile(request, membership, form, found, status=422)
    try:
        send_profile(found, signed_in(request), form.cleaned_data, request.POST.get("seen", ""))
    except (LockedError, ChangedMeanwhileError):
        return _show_profile(request, membership, form, profile_of(membership.organisation), status=409)
    delete_form(request.GET.get("kept", ""), signed_in(request))
    return lead_to(f"{request.path}?sent=1")


def _show_profile(
    request: HttpRequest, membership: Membership, form: ProfileForm, found: Profile | None, status: int = 200
) -> HttpResponse:
    context = {
        "organisation": membership.organisation,
        "form": form,
        "errors": _errors(form) if form.is_bound else [],
        "profile": found,
        "seen": form.initial.get("seen") or (found.seen if found else ""),
        "seal": seal(signed_in(request)),
        "is_kept": "kept" in request.GET,
        "has_conflict": status == 409,
        "saved_values": found.values() if found and status == 409 else None,
        "is_sent": "sent" in request.GET,
    }
    return render(request, "desk/profile.html", context, status=status)


@form_preserved
@member_required
def pledge(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Show the pledge and how it stands, or put a new one before the editors."""
    organisation = membership.organisation
    form = PledgeForm(request.POST if request.method == "POST" else None, initial=_kept(request), label_suffix="")
    if request.method == "POST" and form.is_valid():
        propose(organisation, signed_in(request), form.cleaned_data["promise"], form.cleaned_data["due"])
        delete_form(request.GET.get("kept", ""), signed_in(request))
        return lead_to(f"{request.path}?sent=1")
    context = {
        "organisation": organisation,
        "form": form,
        "errors": _errors(form) if form.is_bound else [],
        "pledge": pledge_of(organisation),
        "seal": seal(signed_in(request)),
        "is_kept": "kept" in request.GET,
        "waiting": waiting(organisation),
        "is_sent": "sent" in request.GET,
    }
    return render(request, "desk/pledge.html", context, status=422 if form.is_bound else 200)
