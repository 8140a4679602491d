"""Lists of pages: the filters editors use, without those they never do."""

from __future__ import annotations

from django.db.models import Q
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

STATES: dict[str, Q] = {
    "live": Q(live=True),
    "changed": Q(live=True, has_unpublished_changes=True),
    "draft": Q(live=False),
}


class StateFilter(ChoiceFilter):
    """Where a page stands: published, published with changes waiting, or a draft."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Status"),
            empty_label=_("Any"),
            choices=[("live", _("Published")), ("changed", _("Published, with newer changes")), ("draft", _("Draft"))],
            widget=RadioSelect,
        )

    def filter(self, qs: PageQuerySet, value: str) -> PageQuerySet:
        """Return the pages of `qs` in the state `value`."""
        return qs.filter(STATES[value]) if value in STATES else qs


class PageTypeFilterSet(PageFilterSet):
    """The filters of a list of pages of one type."""

    owner = site = has_child_pages = None
    state = StateFilter()

    class Meta:
        model = Page
        fields: list[str] = []


class ExplorerFilterSet(GenericPageFilterSet):
    """The filters of the page explorer."""

    owner = site = has_child_pages = None
    state = StateFilter()

    class Meta:
        model = Page
        fields: list[str] = []
