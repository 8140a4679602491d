"""The list of people in the admin: when what they agreed to ends, and whose consent has to be asked for again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import django_filters
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from stories.consent.retention import consents_in_use
from stories.models import Person

SOON: Final = "soon"
OVER: Final = "over"
ENDS: Final = "consent_ends"


def end_of_consent(person: Any) -> str:
    """Return the day a person's consent ends, in words; '' for somebody whom nothing live shows."""
    ends = getattr(person, ENDS)
    return date_format(ends) if ends else ""


CONSENT_ENDS = Column(ENDS, label=_("Consent ends"), accessor=end_of_consent, sort_key=ENDS)
"""Wagtail's column of dates says how long ago one was: "just now" of all that are to come."""


def with_end_of_consent(people: QuerySet[Person]) -> QuerySet[Person]:
    """Add `consent_ends` (a date or `None`): the first day on which a consent that shows somebody in a live story ends."""
    theirs = consents_in_use().filter(appearance__person=OuterRef("pk")).order_by("review_on")
    return people.annotate(**{ENDS: Subquery(theirs.values("review_on")[:1])})


class PersonFilterSet(WagtailFilterSet):
    """People by age and language, and by when their consent ends."""

    consent = django_filters.ChoiceFilter(
        label=_("Consent"),
        choices=[(SOON, _("Ends within a month")), (OVER, _("Has ended"))],
        method="by_end_of_consent",
    )

    class Meta:
        model = Person
        fields = ["age_band", "language"]

    def by_end_of_consent(self, people: QuerySet[Person], name: str, value: str) -> Any:
        """Return those whose consent has ended, or ends in as many days as they are written to before."""
        today = timezone.localdate()
        if value == OVER:
            return people.filter(**{f"{ENDS}__lte": today})
        soon = today + timedelta(days=settings.CONSENT_NOTICE_DAYS)
        return people.filter(**{f"{ENDS}__gt": today, f"{ENDS}__lte": soon})
