"""The team of an organisation in the admin: editors do there what its owners do at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from partners.models import Invitation, Membership, Organisation
from partners.permissions import may_manage_members
from partners.team.forms import InviteForm
from partners.team.inviting import invite, send_again, withdraw
from partners.team.membership_changes import Role, TeamError, change_role, remove
from partners.team_log import lines_about

NAME = "wagtailsnippets_partners_organisation:team"


class TeamView(UserPassesTestMixin, WagtailAdminTemplateMixin, TemplateView):
    """Members, invitations and what happened, with a button for each thing an editor may do."""

    page_title = gettext_lazy("Team")
    header_icon = "group"
    template_name = "partners/admin/team.html"
    raise_exception = True

    def dispatch(self, request: HttpRequest, pk: int, **kwargs: Any) -> Any:
        """Find the organisation."""
        self.organisation = get_object_or_404(Organisation, pk=pk)
        return super().dispatch(request, **kwargs)

    def test_func(self) -> bool:
        """Let in those who look after organisations."""
        return may_manage_members(self.request.user, self.organisation)

    def get_page_subtitle(self) -> str:
        """Name the organisation."""
        return self.organisation.name

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        """Lead back to the organisation."""
        edit = reverse("wagtailsnippets_partners_organisation:edit", args=[self.organisation.pk])
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": edit, "label": self.organisation.name}, here]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the team."""
        return {
            "form": InviteForm(),
            **super().get_context_data(**kwargs),
            "organisation": self.organisation,
            "members": Membership.objects.at(self.organisation),
            "invitations": Invitation.objects.open().filter(organisation=self.organisation).order_by("-sent"),
            "lines": lines_about(self.organisation),
        }

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Do what the button says, and show the team again."""
        if request.POST.get("action") == "invite":
            return self.invite(InviteForm(request.POST))
        try:
            self.change(request.POST.get("action", ""))
        except TeamError as error:
            messages.error(request, str(error))
        return redirect(NAME, self.organisation.pk)

    def invite(self, form: InviteForm) -> HttpResponse:
        """Invite somebody, or show the form with what is to be put right: 422."""
        if form.is_valid():
            try:
                invite(self.organisation, by=self.request.user, **form.cleaned_data)
            except TeamError as error:
                form.add_error("email", str(error))
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(self.request, _("The invitation is on its way."))
        return redirect(NAME, self.organisation.pk)

    def change(self, action: str) -> None:
        """Change one member or invitation, `action` being what and the key of which, as in "remove 7"; raises `TeamError`."""
        what, _space, key = action.partition(" ")
        ours: dict[str, object] = {"organisation": self.organisation, "pk": int(key) if key.isdecimal() else 0}
        if what in ("again", "withdraw"):
            invitation = get_object_or_404(Invitation.objects.open(), **ours)
            (send_again if what == "again" else withdraw)(invitation, self.request.user)
            return
        member = get_object_or_404(Membership, **ours)
        if what == "remove":
            remove(member, self.request.user)
        elif what in Role.values:
            change_role(member, what, self.request.user)
        else:
            return
        messages.success(self.request, _("Saved."))
