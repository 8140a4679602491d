"""Stories from the public in the admin: a list, and for each one the buttons that say what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from accounts.models import User
from partners.models import Organisation
from partners.viewsets import UnchosenViewSet
from stories.models import PublicStory
from stories.moderation.forms import number
from stories.moderation.passing import DealtWithError, MayNotPassError, decline, pass_on, take_up
from stories.permissions import may_handle_public_stories

PREFIX = "wagtailsnippets_stories_publicstory"


class PublicStoryInspectView(InspectView):
    """One story, with the buttons that fit its state."""

    page_title = gettext_lazy("Story from the public")

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Show a dash where nothing was given, and an agreement as a sentence."""
        if field_name == "may_pass":
            return _("They agreed") if self.object.may_pass else _("They did not agree")
        return super().get_field_display_value(field_name, field) or "-"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person may deal with it now, with which partners, and what was made of it."""
        story: PublicStory = self.object
        may = may_handle_public_stories(self.request.user) and story.state == PublicStory.State.NEW
        near = Organisation.objects.exclude(standing=Organisation.Standing.LEFT).filter(memberships__role="owner")
        return {
            **super().get_context_data(**kwargs),
            "may_deal": may,
            "deal_url": reverse(f"{PREFIX}:deal", args=[story.pk]),
            "near": near.filter(region=story.region).distinct().order_by("name") if may else [],
            "others": near.exclude(region=story.region).distinct().order_by("name") if may else [],
        }


class DealView(UserPassesTestMixin, View):
    """Takes in one of the buttons: pass it on, take it up, or decline."""

    http_method_names = ["post"]
    raise_exception = True

    def test_func(self) -> bool:
        """Let in only those who may deal with stories from the public."""
        return may_handle_public_stories(self.request.user)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry out the decision, say what came of it, and show the story again."""
        story = get_object_or_404(PublicStory, pk=pk)
        deals = {"pass": self.pass_on, "take-up": self.take_up, "decline": self.decline}
        deal = deals.get(request.POST.get("decision", ""))
        try:
            if deal is not None and isinstance(request.user, User):
                deal(request, story, request.user)
        except DealtWithError:
            messages.warning(request, _("Nothing was changed: somebody has dealt with this story already."))
        except MayNotPassError:
            messages.warning(request, _("Nothing was changed: the person did not agree that we pass the story on."))
        return redirect(f"{PREFIX}:inspect", pk)

    def pass_on(self, request: HttpRequest, story: PublicStory, person: User) -> None:
        """Pass it to the partner chosen."""
        organisation = Organisation.objects.filter(pk=number(request.POST.get("organisation"))).first()
        if organisation is None:
            messages.warning(request, _("Choose the partner that gets it."))
            return
        pass_on(story, organisation, person)
        messages.success(request, _("Passed on. It is a draft at the partner's desk; both have been written to."))

    def take_up(self, request: HttpRequest, story: PublicStory, person: User) -> None:
        """Make a draft of our own, and lead on to it."""
        page = take_up(story, person)
        button = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Write the story"))
        messages.success(request, _("Taken up. There is a draft, and the person has been told."), buttons=[button])

    def decline(self, request: HttpRequest, story: PublicStory, person: User) -> None:
        """Decline it."""
        decline(story, person)
        messages.success(request, _("Declined. The person has been told, kindly, in their language."))


class PublicStoryViewSet(SnippetViewSet):
    """What people without an account told us, the newest first."""

    model = PublicStory
    chooser_viewset_class = UnchosenViewSet
    icon = "mail"
    menu_label = gettext_lazy("Stories from the public")
    menu_order = 200
    list_display = [
        "__str__",
        "state",
        "region",
        "language",
        DateColumn("created", label=gettext_lazy("Received"), sort_key="created"),
    ]
    list_filter = ["state", "region", "language"]
    list_per_page = 50
    inspect_view_enabled = True
    inspect_view_class = PublicStoryInspectView
    # The token stays out of sight: whoever has it can take the story back.
    inspect_view_fields = [
        "text",
        "region",
        "locality",
        "people",
        "name",
        "email",
        "may_pass",
        "language",
        "created",
        "organisation",
        "handled_at",
        "handled_by",
    ]
    inspect_template_name = "stories/moderation/public_story.html"
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address the buttons post to."""
        return [*super().get_urlpatterns(), path("deal/<int:pk>/", DealView.as_view(), name="deal")]
