"""Partners and pledges that pages of other apps show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import F, QuerySet

from delivery.prepared import Prepared, number
from home.models import Strand
from languages.configured import Language
from partners.models import Pledge
from partners.profiles import public_profiles, sorted_profiles

register = template.Library()

PLEDGES_ON_HOME = 4


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """One pledge in a list: whose it is, its words, and the code of the language they are in."""

    name: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class PartnerLink:
    """One partner in a strip of names. `language` is set where the profile is not in the reader's language."""

    name: str
    url: str
    language: Language | None


def _newest_pledges() -> QuerySet[Pledge]:
    pledges = Pledge.objects.public().select_related("organisation")
    return pledges.order_by(F("updated").desc(nulls_last=True), "-pk")[:PLEDGES_ON_HOME]


_NEWEST_PLEDGES = Prepared(_newest_pledges)
_PARTNERS_OF_STRAND = Prepared(lambda: public_profiles().filter(organisation__main_strand_id=number("strand")))


@register.simple_tag
def home_pledges() -> list[PledgeLine]:
    """Return the pledges with the newest news, in one query."""
    newest: list[Pledge] = _NEWEST_PLEDGES.ask()
    return [PledgeLine(pledge.organisation.display_name, pledge.text, pledge.text_language) for pledge in newest]


@register.simple_tag(takes_context=True)
def strand_partners(context: dict[str, Any], strand: Strand | None) -> list[PartnerLink]:
    """Return the partners whose main strand this is, by the alphabet of the active language, in two queries."""
    if strand is None:
        return []
    profiles = sorted_profiles(_PARTNERS_OF_STRAND.ask(strand=strand.pk), context["request"])
    return [PartnerLink(profile.organisation.display_name, profile.url, profile.language) for profile in profiles]
