"""The A to Z of partners: filters, letters and cards, in a number of queries that does not grow with the partners."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, TextChoices
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.query import PageQuerySet

from delivery.prepared import Prepared, number, text
from home.models import Picture
from home.models.term import Tone
from home.presenters import presents
from home.regions import Region
from home.renditions import prefetch_specs
from languages.alphabet import first_letter, letters
from languages.configured import DEFAULT_LANGUAGE, Language
from partners.filters import Filters, filters_from, options
from partners.models import DirectoryPage, JoinPage, OrganisationRegion, PartnerPage, Sector
from partners.profiles import Profile, public_profiles, sorted_profiles

OTHER = "#"  # the heading of names that begin with a digit or in another script


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the A to Z bar."""

    letter: str
    anchor: str
    has_partners: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What the directory shows of a partner. `logo` has its renditions at hand, or is `None`."""

    name: str
    initials: str
    logo: Picture | None
    tone: str
    sector: str
    region: str
    url: str
    language: Language | None


@dataclass(frozen=True, slots=True)
class Group:
    """The partners under one letter."""

    letter: str
    anchor: str
    cards: list[Card]


def _profiles() -> PageQuerySet:
    there = OrganisationRegion.objects.filter(organisation=OuterRef("organisation"), region=text("region"))
    return public_profiles().annotate(works_there=Exists(there))


_PROFILES = Prepared(_profiles)
_FORMS = Prepared(lambda: JoinPage.objects.live().filter(locale_id=number("locale"))[:1])


def _partner_pages(filters: Filters) -> list[PartnerPage]:
    """Return all public profiles, each with `works_there`: whether the organisation also works in the region asked for."""
    return _PROFILES.ask(region=filters.region)


def _works_in(page: PartnerPage, region: str) -> bool:
    return not region or page.organisation.region == region or page.works_there


def _label(choices: type[TextChoices], value: str) -> str:
    """Return the label of a choice. (`get_sector_display()` would translate every choice for every card.)"""
    return str(choices(value).label) if value in choices.values else value


def _card(profile: Profile) -> Card:
    organisation = profile.organisation
    logo = organisation.logo
    return Card(
        name=organisation.display_name,
        initials=organisation.initials,
        logo=logo if getattr(logo, "prefetched_renditions", None) else None,
        tone=organisation.main_strand.tone if organisation.main_strand else Tone.PLAIN.value,
        sector=_label(Sector, organisation.sector),
        region=_label(Region, organisation.region),
        url=profile.url,
        language=profile.language,
    )


def _shown(letter: str) -> str:
    return letter.capitalize()


def _anchor(letter: str) -> str:
    return "letter-other" if letter == OTHER else f"letter-{letter}"


def _groups(profiles: list[Profile], code: str) -> list[Group]:
    """Return the cards under their letters, in the order of the alphabet; digits and other scripts come last."""
    order = {letter: rank for rank, letter in enumerate((*letters(code), OTHER))}

    def letter_of(profile: Profile) -> str:
        return first_letter(profile.organisation.sort_text(code), code)

    by_letter = groupby(sorted(profiles, key=lambda profile: order[letter_of(profile)]), key=letter_of)
    return [
        Group(_shown(letter), _anchor(letter), [_card(profile) for profile in found]) for letter, found in by_letter
    ]


def _letter_bar(groups: list[Group], code: str) -> list[Letter]:
    used = {group.anchor for group in groups}
    shown = (*letters(code), OTHER) if _anchor(OTHER) in used else letters(code)
    return [Letter(_shown(letter), _anchor(letter), _anchor(letter) in used) for letter in shown]


def join_url(page: DirectoryPage, request: HttpRequest) -> str:
    """Return the address of the pledge form in the language of `page`, or '' where there is none."""
    forms: list[JoinPage] = _FORMS.ask(locale=page.locale_id)
    return (forms[0].get_url(request) or "") if forms else ""


@presents(DirectoryPage)
def directory_context(page: DirectoryPage, request: HttpRequest) -> dict[str, object]:
    """Return what the directory's template shows: filters, the A to Z bar, groups of cards, and counts."""
    code = get_language() or DEFAULT_LANGUAGE.code
    filters = filters_from(request)
    everyone = _partner_pages(filters)
    fitting = [page for page in everyone if _works_in(page, filters.region) and filters.accepts(page.organisation)]
    profiles = sorted_profiles(fitting, request)
    prefetch_specs((profile.organisation.logo for profile in profiles if profile.organisation.logo), "logo")
    groups = _groups(profiles, code)
    return {
        "filters": filters,
        "sector_options": options(Sector.choices, selected=filters.sector, everything=_("All sectors"), code=code),
        "region_options": options(Region.choices, selected=filters.region, everything=_("All of the UK"), code=code),
        "letters": _letter_bar(groups, code),
        "groups": groups,
        "count": len(profiles),
        "total": len({partner.organisation_id for partner in everyone}),
        "region_count": len({partner.organisation.region for partner in everyone}),
        "clear_url": request.path,
        "join_url": join_url(page, request),
    }
