"""The admin's page on how the site is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upkeep.permissions import Person


from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from upkeep.health.findings import examine_all
from upkeep.models import ScheduledFailure
from upkeep.permissions import may_see_health, may_try_again
from upkeep.views import Allowed


class HealthMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether it is shown."""
        return may_see_health(request.user)


class HealthView(Allowed, WagtailAdminTemplateMixin, TemplateView):
    """Findings, what is not well first, and what could not be published; posting a failure's key tries it again."""

    template_name = "upkeep/admin/health.html"
    http_method_names = ["get", "head", "post"]
    page_title = _("Health")
    header_icon = "history"

    @staticmethod
    def allows(person: Person) -> bool:
        """Let in those who may see how the site is."""
        return may_see_health(person)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        """Return the way here: its last step is the heading of the page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Return what the template shows."""
        failures = ScheduledFailure.objects.order_by("next_try", "pk")[:50]
        shown = {"examined": examine_all(), "failures": failures, "may_try_again": may_try_again(self.request.user)}
        return {**super().get_context_data(**kwargs), **shown}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Have what failed be tried at the scheduler's next turn."""
        if not may_try_again(request.user):
            return self.get(request)
        get_object_or_404(ScheduledFailure, pk=_number(request.POST.get("failure"))).delete()
        messages.success(request, _("It is tried again within a minute."))
        return redirect(reverse("health:index"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


class Health(ViewSet):
    """The page, under *Settings*."""

    name = "health"
    icon = "history"
    menu_label = _("Health")
    menu_order = 940
    add_to_settings_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the kind of menu item."""
        return HealthMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address."""
        return [path("", HealthView.as_view(), name="index")]
