"""The admin's page about one application, and the buttons that decide it."""

from __future__ import annotations

from django.contrib.auth.mixins import UserPassesTestMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.snippets.views.snippets import InspectView

from partners.approval import NotWaitingError, approve, decline
from partners.emails import send_confirmation
from partners.models import Application, PartnerPage
from partners.permissions import may_decide, may_decide_applications, may_write_again

PREFIX = "wagtailsnippets_partners_application"


def draft_profile(application: Application) -> PartnerPage | None:
    """Return the profile made when the application was approved, if it is still there."""
    if application.organisation is None:
        return None
    page: PartnerPage | None = application.organisation.pages.order_by("pk").first()
    return page


class ApplicationInspectView(InspectView):
    """Everything one application says, with the buttons that fit its state."""

    page_title = gettext_lazy("Application")

    def get_object(self, queryset: object = None) -> Application:
        """Return the application; one that was saved to finish later is not ours to read yet: 404."""
        return get_object_or_404(Application.objects.sent(), pk=self.pk)

    def get_field_label(self, field_name: str, field: object) -> str:
        """Name the one line that is not a field of the model."""
        if field_name == "region_name":
            return str(Application._meta.get_field("region").verbose_name).capitalize()
        return str(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: object) -> object:
        """Show a dash where nothing was given."""
        return super().get_field_display_value(field_name, field) or "-"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add which buttons to show, and what was made of the application."""
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "may_decide": may_decide(user, self.object),
            "may_write_again": may_write_again(user, self.object),
            "decide_url": reverse(f"{PREFIX}:decide", args=[self.object.pk]),
            "profile": draft_profile(self.object),
        }


class DecideView(UserPassesTestMixin, View):
    """Takes in one of the buttons: approve, decline, or write again."""

    http_method_names = ["post"]
    raise_exception = True

    def test_func(self) -> bool:
        """Let in only those who may decide."""
        return may_decide_applications(self.request.user)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry out the decision, say what came of it, and show the application again."""
        application = get_object_or_404(Application.objects.sent(), pk=pk)
        decisions = {"approve": self.approve, "decline": self.decline, "write": self.write_again}
        decide = decisions.get(request.POST.get("decision", ""))
        try:
            if decide is not None:
                decide(request, application)
        except NotWaitingError:
            messages.warning(request, _("Nothing was changed: somebody decided already, or it is not confirmed yet."))
        return redirect(f"{PREFIX}:inspect", pk)

    def approve(self, request: HttpRequest, application: Application) -> None:
        """Approve, and lead on to the draft profile."""
        organisation = approve(application, request.user)
        application.refresh_from_db()
        if organisation is None:
            messages.success(
                request,
                _("Approved. This person takes part for themselves: there is no profile. We have told them by email."),
            )
            return
        buttons = [
            messages.button(
                reverse("wagtailsnippets_partners_organisation:edit", args=[organisation.pk]),
                _("Check the organisation"),
            )
        ]
        profile = draft_profile(application)
        if profile is not None:
            buttons.insert(
                0, messages.button(reverse("wagtailadmin_pages:edit", args=[profile.pk]), _("Write the profile"))
            )
        messages.success(
            request,
            _("Approved. The organisation, its pledge and a draft profile are there. We have told them by email."),
            buttons=buttons,
        )

    def decline(self, request: HttpRequest, application: Application) -> None:
        """Decline; the one who applied gets a letter that says whom to ask why."""
        decline(application, request.user)
        messages.success(request, _("Declined. We have told them by email, and whom they can ask why."))

    def write_again(self, request: HttpRequest, application: Application) -> None:
        """Send the letter that asks for confirmation once more."""
        if not may_write_again(request.user, application):
            raise NotWaitingError
        with transaction.atomic():
            send_confirmation(application)
        messages.success(request, _("We have sent the email that asks for confirmation again."))
