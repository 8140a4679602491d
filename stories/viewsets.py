"""Stories in the admin: one list of them all, and the same columns where the explorer shows a story index."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ModelChoiceFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.query import PageQuerySet

from home.admin.page_listing import PageTypeFilterSet
from home.admin.viewsets import ExplorerView, ReviewedPageViewSet
from home.models import Strand
from home.regions import Region
from partners.models import Organisation
from stories.models import StoryPage

COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    Column("language", label=_("Language"), accessor="content_language.name", sort_key="locale"),
    Column("strand", label=_("Strand"), accessor="strand.name", sort_key="strand__number"),
    Column("organisation", label=_("Partner"), accessor="organisation.name", sort_key="organisation__name"),
    Column("place", label=_("Place"), accessor="get_region_display", sort_key="region"),
    PageStatusColumn("status", label=_("Status"), sort_key="live"),
    DateColumn("story_date", label=_("Date of the story"), sort_key="story_date"),
    DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
]
NEWEST_FIRST = "-story_date"


class StoryFilterSet(PageTypeFilterSet):
    """Stories by strand, place, partner and status; Wagtail adds the language."""

    strand = ModelMultipleChoiceFilter(
        label=_("Strand"), queryset=Strand.objects.all(), widget=CheckboxSelectMultiple, field_name="strand"
    )
    region = MultipleChoiceFilter(label=_("Nation or region"), choices=Region.choices, widget=CheckboxSelectMultiple)
    organisation = ModelChoiceFilter(label=_("Partner"), queryset=Organisation.objects.all(), empty_label=_("Any"))

    class Meta:
        model = StoryPage
        fields: list[str] = []


class WithStrandAndPartner:
    """Brings what the columns show in two queries a list, not two a story."""

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        """Return `pages` with their strands and partners at hand."""
        annotated = super().annotate_queryset(pages)  # type: ignore[misc]  # mixed into Wagtail's listing views
        return annotated.prefetch_related("strand", "organisation")


class StoryListView(WithStrandAndPartner, IndexView):
    """All stories, in every language."""

    show_locale_labels = False  # the language has a column of its own
    default_ordering = NEWEST_FIRST
    base_filterset_class = StoryFilterSet


class StoryExplorerView(WithStrandAndPartner, ExplorerView):
    """The stories under a story index."""

    show_locale_labels = False
    default_ordering = NEWEST_FIRST
    base_filterset_class = StoryFilterSet


class StoryListingViewSet(PageListingViewSet):
    """The menu entry "Stories"."""

    model = StoryPage
    icon = "openquote"
    menu_label = _("Stories")
    menu_order = 150
    add_to_admin_menu = True
    index_view_class = StoryListView
    columns = COLUMNS
    ordering = NEWEST_FIRST
    list_per_page = 50

    @property
    def filterset_class(self) -> Any:
        """Leave the choice to the view."""
        return self.UNDEFINED


class StoryPageViewSet(ReviewedPageViewSet):
    """The views of a story, and the explorer's list under a story index."""

    model = StoryPage
    icon = "openquote"
    index_view_class = StoryExplorerView
    columns = COLUMNS
    ordering = NEWEST_FIRST
