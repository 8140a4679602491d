"""Who a story comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from delivery.prepared import Slot
from home.models import Picture
from home.models.term import Tone
from languages.routing import url_of_path
from partners.models import Organisation, PartnerPage, Pledge
from stories.models import StoryPage
from stories.querysets import StoryQuerySet


@dataclass(frozen=True, slots=True)
class Credit:
    """The partner of a story: `url` leads to its live profile in the reader's language, '' where there is none."""

    organisation: Organisation
    url: str
    pledge: Pledge | None

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.organisation.display_name

    @property
    def initials(self) -> str:
        """Two letters for the tile where there is no logo."""
        return self.organisation.initials

    @property
    def logo(self) -> Picture | None:
        """The logo, if there is one."""
        return self.organisation.logo

    @property
    def tone(self) -> str:
        """The colours of the tile: those of the partner's main strand."""
        strand = self.organisation.main_strand
        return strand.tone if strand else Tone.PLAIN.value


def _profile_paths(organisation: int | OuterRef | None, locale_id: int | Slot | None) -> QuerySet[Any]:
    profiles = PartnerPage.objects.live().filter(organisation_id=organisation, locale_id=locale_id, alias_of=None)
    return profiles.values_list("url_path", flat=True)


def _promises(organisation: Any) -> QuerySet[Any]:
    return Pledge.objects.public().filter(organisation_id=organisation).values_list("promise", flat=True)


def with_credit(stories: StoryQuerySet, locale_id: int | Slot | None) -> StoryQuerySet:
    """Return `stories` with what `credit_for` asks of a story's partner, in the same query."""
    partner = OuterRef("organisation_id")
    return stories.select_related("organisation__logo", "organisation__main_strand").annotate(
        profile_path=Subquery(_profile_paths(partner, locale_id)[:1]), promise=Subquery(_promises(partner)[:1])
    )


def credit_for(request: HttpRequest, page: StoryPage, stored: StoryPage | None, locale_id: int | None) -> Credit | None:
    """Return the partner of `page` with its profile in the locale and its newest public pledge.

    `stored` is the story as `with_credit` loaded it: no query is made, unless a preview credits somebody else.
    """
    if page.organisation is None:
        return None
    path, promise = _profile_and_promise(page, stored, locale_id)
    pledge = Pledge(organisation=page.organisation, promise=promise) if promise else None
    return Credit(page.organisation, url_of_path(request, path), pledge)


def _profile_and_promise(page: StoryPage, stored: StoryPage | None, locale_id: int | None) -> tuple[Any, Any]:
    if stored is not None and stored.organisation_id == page.organisation_id:
        return stored.profile_path, stored.promise  # type: ignore[attr-defined]  # annotated
    partner = page.organisation_id
    return _profile_paths(partner, locale_id).first(), _promises(partner).first()
