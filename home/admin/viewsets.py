"""Views and listings of pages in general, and of the words and menus pages share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageViewSet

from home.admin.page_listing import ExplorerFilterSet
from home.admin.page_views import ReviewedEditView, ReviewedWorkflowActionView
from home.admin.publishing import GatedCreateView, GatedMoveConfirmView, GatedUnpublishView
from home.models import Menu, Strand, Theme


class ExplorerView(ExplorableIndexView):
    """The explorer, with the filters editors use."""

    base_filterset_class = ExplorerFilterSet


class ReviewedPageViewSet(PageViewSet):
    """Every page is edited and reviewed through these views; viewsets of single page types extend this one."""

    index_view_class = ExplorerView
    add_view_class = GatedCreateView
    edit_view_class = ReviewedEditView
    move_confirm_view_class = GatedMoveConfirmView
    unpublish_view_class = GatedUnpublishView
    workflow_action_view_class = ReviewedWorkflowActionView

    @property
    def filterset_class(self) -> object:
        """Leave the choice to the view: `PageViewSet` would fall back to all of Wagtail's filters."""
        return self.UNDEFINED


class StrandViewSet(ModelViewSet):
    """The strands of work, in their order."""

    model = Strand
    icon = "tag"
    menu_label = _("Strands")
    list_display = ["name", "number", "tone", "slug"]
    ordering = ("number",)
    search_backend_name = None
    search_fields = ["slug"]
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


class ThemeViewSet(ModelViewSet):
    """What stories are about."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["name", "slug"]
    ordering = ("slug",)
    search_backend_name = None
    search_fields = ["slug"]
    copy_view_enabled = False
    list_per_page = 100
    exclude_form_fields: list[str] = []


class MenuViewSet(ModelViewSet):
    """The lists of links in header and footer."""

    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    list_display = ["__str__", Column("name", label=_("Heading"))]
    ordering = ("-place",)  # header, then the lists of the footer from the start
    copy_view_enabled = False
    exclude_form_fields: list[str] = []


class WordsAndMenus(ViewSetGroup):
    """What all pages share and few people change."""

    menu_label = _("Site parts")
    menu_icon = "list-ul"
    menu_order = 450
    items = (StrandViewSet("strands"), ThemeViewSet("themes"), MenuViewSet("menus"))
