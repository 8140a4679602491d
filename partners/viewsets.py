"""Organisations and applications in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from partners.decisions import ApplicationInspectView, DecideView
from partners.models import Application, Organisation, PartnerPage
from partners.team.admin import TeamView


def _has_profile(code: str) -> Exists:
    pages = PartnerPage.objects.live().filter(organisation=OuterRef("pk"), locale__language_code=code, alias_of=None)
    return Exists(pages)


class OrganisationViewSet(SnippetViewSet):
    """Partners: who they are, where they stand, and in which of the two full languages they have a live profile."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 100
    list_display = [
        "name",
        "sector",
        "region",
        "standing",
        BooleanColumn("has_profile_en", label=_("Profile in English")),
        BooleanColumn("has_profile_cy", label=_("Profile in Welsh")),
    ]
    list_filter = ["sector", "region", "standing", "main_strand"]
    ordering = ("name",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return all organisations, each knowing whether it has a live profile in English and in Welsh."""
        return Organisation.objects.annotate(has_profile_en=_has_profile("en"), has_profile_cy=_has_profile("cy"))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page about the team."""
        return [*super().get_urlpatterns(), path("team/<int:pk>/", TeamView.as_view(), name="team")]


class UnchosenViewSet(SnippetChooserViewSet):
    """No chooser, for what nothing refers to: Wagtail's would list it, names and addresses too, to everybody in the admin."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return no addresses."""
        return []


class ApplicationViewSet(SnippetViewSet):
    """What came in through the pledge form, to be read and decided."""

    model = Application
    icon = "mail"
    menu_label = _("Applications")
    menu_order = 200
    list_display = [
        "__str__",
        "kind",
        "state",
        "language",
        DateColumn("created", label=_("Received"), sort_key="created"),
    ]
    list_filter = ["state", "kind", "language"]
    ordering = ("-created",)
    list_per_page = 50
    search_fields = ["name", "email", "promise"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_class = ApplicationInspectView
    # The token stays out of sight: whoever has it can confirm in the writer's name.
    inspect_view_fields = [
        "kind",
        "name",
        "region_name",
        "promise",
        "due",
        "strand",
        "email",
        "language",
        "letters_in",
        "created",
        "confirmed",
    ]
    inspect_template_name = "partners/admin/application.html"
    copy_view_enabled = False
    chooser_viewset_class = UnchosenViewSet

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Return what was sent; what is saved to finish later is not ours to read yet."""
        return Application.objects.sent()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address the buttons post to."""
        return [*super().get_urlpatterns(), path("decide/<int:pk>/", DecideView.as_view(), name="decide")]


class PartnersGroup(SnippetViewSetGroup):
    """The menu of partners."""

    menu_label = _("Partners")
    menu_icon = "group"
    menu_order = 250
    items = (OrganisationViewSet, ApplicationViewSet)
