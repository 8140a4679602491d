"""The admin's list of work left over: what the outbox still has to do, or gave up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upkeep.permissions import Person


from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from upkeep.models import Effect
from upkeep.permissions import may_drop, may_see_left_over, may_try_again
from upkeep.views import Allowed, DropView, TryAgainView


class LeftOverMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether it is shown."""
        return may_see_left_over(request.user)


class LeftOverView(Allowed, IndexView):
    """The list: what was given up first, then what waits longest. Payloads stay out of it: they hold people's letters."""

    model = Effect
    page_title = _("Work left over")
    any_permission_required = None  # `Allowed` asks
    default_ordering = ("state", "pk")  # "dead" comes before "waiting"
    paginate_by = 50
    list_display = (
        "kind",
        Column("subject", label=_("Subject")),
        StatusTagColumn("get_state_display", label=_("Status"), primary=lambda effect: effect.state == "dead"),
        "attempts",
        DateColumn("next_try", label=_("Next try")),
        Column("error", label=_("Error")),
    )

    @staticmethod
    def allows(person: Person) -> bool:
        """Let in those who may see the list."""
        return may_see_left_over(person)

    def get_base_queryset(self) -> QuerySet[Effect]:
        """Return what is not done, without the payload."""
        return Effect.objects.left_over().defer("payload")

    def get_list_buttons(self, instance: Effect) -> list[Button]:
        """Return what this person may do with an effect, as links to where it is confirmed."""
        person, args = self.request.user, [instance.pk]
        offered = ((may_try_again, _("Try again"), TryAgainView), (may_drop, _("Drop"), DropView))
        return [Button(label, url=view.address(*args)) for may, label, view in offered if may(person)]


class WorkLeftOver(ViewSet):
    """The list, and the two pages that ask before anything is done."""

    name = "work-left-over"
    icon = "tasks"
    menu_label = _("Work left over")
    menu_order = 950
    add_to_settings_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the kind of menu item."""
        return LeftOverMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses."""
        names = {"index_url_name": "work-left-over:index", "index_results_url_name": "work-left-over:index_results"}
        icon = {"header_icon": self.icon}
        return [
            path("", LeftOverView.as_view(**names, **icon), name="index"),
            path("results/", LeftOverView.as_view(**names, **icon, results_only=True), name="index_results"),
            path("try-again/<int:pk>/", TryAgainView.as_view(**icon), name=TryAgainView.name),
            path("drop/<int:pk>/", DropView.as_view(**icon), name=DropView.name),
        ]
