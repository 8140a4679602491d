"""By what the report of translations can be narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from languages.configured import language_choices
from languages.models import TranslationState, TranslationStatus
from languages.policy import policies
from languages.report.subjects import names_of

OUTSTANDING = "outstanding"


def _by_name(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda item: item[1].casefold())


def strand_choices() -> list[tuple[str, str]]:
    """Return the strands, by name."""
    return _by_name(names_of("strand"))


def partner_choices() -> list[tuple[str, str]]:
    """Return the partners, by name."""
    return _by_name(names_of("partner"))


def state_choices() -> list[tuple[Any, Any]]:
    """Return the states, and everything that is still to be done."""
    return [(OUTSTANDING, _("Anything still to be done")), *TranslationState.choices]


def type_choices() -> list[tuple[str, str]]:
    """Return the types of pages, by what editors call them."""
    from languages.report.report_rows import type_name

    return _by_name({name: type_name(name) for name in policies()})


class TranslationStatusFilterSet(WagtailFilterSet):
    """The filters of the report."""

    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices, method="by_state")
    page_type = django_filters.ChoiceFilter(label=_("Type"), choices=type_choices)
    strand = django_filters.ChoiceFilter(label=_("Strand"), choices=strand_choices)
    partner = django_filters.ChoiceFilter(label=_("Partner"), choices=partner_choices)
    is_together = django_filters.BooleanFilter(label=_("Goes live together"))

    class Meta:
        model = TranslationStatus
        fields: list[str] = []

    def by_state(self, queryset: Any, name: str, value: str) -> Any:
        """Return the rows in a state; of what is to be done, only languages a page should stand in."""
        if value == OUTSTANDING:
            return queryset.outstanding()
        return queryset.filter(state=value)
