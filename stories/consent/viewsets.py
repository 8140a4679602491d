"""Consent in the admin: concerns to deal with, people by name, withdrawals, and the record behind a consent."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet, SnippetViewSetGroup

from partners.viewsets import UnchosenViewSet
from stories.consent.concerns import close, hide
from stories.consent.consent_obstacles import people_url
from stories.consent.people_list import CONSENT_ENDS, PersonFilterSet, with_end_of_consent
from stories.consent.permissions import may_ask_people, may_deal_with_concerns
from stories.consent.privacy import kept_private
from stories.models import Concern, Consent, Person, StoryPage, Withdrawal


class ConcernInspectView(InspectView):
    """One concern, with the buttons that fit its state."""

    page_title = gettext_lazy("Concern")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this person may deal with it, and where."""
        concern: Concern = self.object
        return {
            **super().get_context_data(**kwargs),
            "may_deal": may_deal_with_concerns(self.request.user) and concern.state != Concern.State.CLOSED,
            "is_new": concern.state == Concern.State.NEW,
            "deal_url": reverse("wagtailsnippets_stories_concern:deal", args=[concern.pk]),
            "people_url": people_url(concern.page) if concern.page else "",
        }


class DealView(UserPassesTestMixin, View):
    """Takes in one of the buttons: hide the story, or note that the concern has been dealt with."""

    http_method_names = ["post"]
    raise_exception = True

    def test_func(self) -> bool:
        """Let in only those who may deal with concerns."""
        return may_deal_with_concerns(self.request.user)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, say so, and show the concern again."""
        concern = get_object_or_404(Concern, pk=pk)
        if request.POST.get("decision") == "hide":
            hide(concern)
            messages.success(request, _("The story is hidden in every language."))
        elif request.POST.get("decision") == "close":
            close(concern, request.user)  # type: ignore[arg-type]  # `test_func` lets nobody else in
            messages.success(request, _("Noted as dealt with. A hidden story can be published again."))
        return redirect("wagtailsnippets_stories_concern:inspect", pk)


class ConcernViewSet(SnippetViewSet):
    """What readers are worried about, the newest first."""

    model = Concern
    chooser_viewset_class = UnchosenViewSet
    icon = "warning"
    menu_label = gettext_lazy("Concerns")
    list_display = [
        "__str__",
        "state",
        "language",
        DateColumn("created", label=gettext_lazy("Received"), sort_key="created"),
    ]
    list_filter = ["state", "language"]
    inspect_view_enabled = True
    inspect_view_class = ConcernInspectView
    inspect_view_fields = [
        "text",
        "email",
        "language",
        "page",
        "state",
        "created",
        "hidden_at",
        "closed_at",
        "closed_by",
    ]
    inspect_template_name = "stories/admin/concern.html"
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address the buttons post to."""
        return [*super().get_urlpatterns(), path("deal/<int:pk>/", DealView.as_view(), name="deal")]


class PersonInspectView(InspectView):
    """Who somebody is, and the stories they are in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the stories."""
        keys = self.object.appearances.values("story_key")
        pages = StoryPage.objects.filter(translation_key__in=keys, alias_of=None).order_by("translation_key", "pk")
        found = {page.translation_key: page for page in pages}.values()
        return {**super().get_context_data(**kwargs), "stories": [(page, people_url(page)) for page in found]}


class PersonViewSet(SnippetViewSet):
    """People in stories, for those who may look them up: when somebody writes to us, their stories have to be found."""

    model = Person
    chooser_viewset_class = UnchosenViewSet
    icon = "user"
    menu_label = gettext_lazy("People in stories")
    list_display = [
        "name",
        "age_band",
        "language",
        Column("organisation", label=gettext_lazy("Partner")),
        CONSENT_ENDS,
    ]
    filterset_class = PersonFilterSet
    search_fields = ["name", "shown_as", "email", "guardian_name", "guardian_email"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_class = PersonInspectView
    inspect_view_fields = [
        "name",
        "shown_as",
        "age_band",
        "language",
        "email",
        "guardian_name",
        "guardian_email",
        "organisation",
    ]
    inspect_template_name = "stories/admin/person.html"
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """Return people with the partner who asks them and the end of their consent at hand, in one query."""
        return with_end_of_consent(Person.objects.select_related("organisation"))


class WithdrawalViewSet(SnippetViewSet):
    """Stories that were withdrawn, and whether their erasure is done. They name nothing and nobody."""

    model = Withdrawal
    chooser_viewset_class = UnchosenViewSet
    icon = "bin"
    menu_label = gettext_lazy("Withdrawals")
    list_display = [
        "story_key",
        "by",
        DateColumn("at", label=gettext_lazy("Withdrawn")),
        DateColumn("erased_at", label=gettext_lazy("Erased")),
    ]
    copy_view_enabled = False


class ConsentGroup(SnippetViewSetGroup):
    """The menu of what keeps people safe."""

    menu_label = gettext_lazy("People and consent")
    menu_icon = "group"
    menu_order = 260
    items = (ConcernViewSet, PersonViewSet, WithdrawalViewSet)


@require_safe
def consent_record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the record behind a consent, to those who may ask people; raises `Http404` where there is none."""
    if not may_ask_people(request.user):
        raise PermissionDenied
    consent = get_object_or_404(Consent.objects.exclude(evidence=""), pk=pk)
    suffix = str(consent.evidence.name).rpartition(".")[2]
    response = FileResponse(consent.evidence.open(), as_attachment=True, filename=f"consent-{consent.pk}.{suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return kept_private(response)
