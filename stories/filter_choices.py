"""What the list of stories can be narrowed down to: strands, themes, partners and places, in one query."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, Exists, F, JSONField, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from delivery.prepared import Prepared
from home.models import Strand, Theme
from home.regions import Region
from languages.alphabet import sort_key
from languages.configured import Language
from partners.models import Organisation
from stories.filters import StoryFilter
from stories.models import StoryPage
from stories.selection import LOCALE, matching, slotted, values_of
from stories.story_addresses import reader_language

# Working out a key takes 10 microseconds a name; the names hardly ever change.
remembered_sort_key = lru_cache(maxsize=8192)(sort_key)


@dataclass(frozen=True, slots=True)
class Choices:
    """The strands in their order, the themes and the partners stories credit in the order of the reader's alphabet."""

    strands: tuple[Strand, ...] = ()
    themes: tuple[Theme, ...] = ()
    partners: tuple[Organisation, ...] = ()

    def known(self, wanted: StoryFilter) -> StoryFilter:
        """Return `wanted` without the strands, partner and theme that do not exist; the page stays."""
        return wanted.changed(
            strands=tuple(strand.slug for strand in self.strands if strand.slug in wanted.strands),
            partner=wanted.partner if self.partner(wanted.partner) else "",
            theme=wanted.theme if self.theme(wanted.theme) else "",
            page=wanted.page,
        )

    def partner(self, key: str) -> Organisation | None:
        """Return the partner with this key, if it can be chosen."""
        return next((partner for partner in self.partners if partner.key == key), None)

    def theme(self, slug: str) -> Theme | None:
        """Return the theme with this slug, if there is one."""
        return next((theme for theme in self.themes if theme.slug == slug), None)


def _rows(found: QuerySet[Any], kind: str, **fields: str | Cast) -> QuerySet[Any]:
    """Return one part of the union: the kind of thing, its primary key, and its fields as one object."""
    values = {name: Cast(F(name), TextField()) for name in ("names",) if name in fields}
    return found.order_by().values_list(Value(kind, CharField()), "pk", JSONObject(**{**fields, **values}))


def _partners(chosen: str) -> QuerySet[Organisation]:
    """Return the partners with a published story, and the one that is chosen even without."""
    credited = StoryPage.objects.published().filter(organisation_id=OuterRef("pk"))
    return Organisation.objects.filter(Exists(credited) | Q(key=chosen))


def _fields(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _offered(wanted: StoryFilter) -> QuerySet[Any]:
    """Return the union of everything the filters offer."""
    return _rows(Strand.objects.all(), "strand", **_fields("slug", "names", "number", "tone")).union(
        _rows(Theme.objects.all(), "theme", **_fields("slug", "names")),
        _rows(_partners(wanted.partner), "partner", **_fields("key", "name", "name_cy", "sort_as", "sort_as_cy")),
        all=True,
    )


def _counts(wanted: StoryFilter) -> QuerySet[Any]:
    """Return the part of the union that counts stories: the region, its count, nothing; whatever place is asked for."""
    grouped = matching(wanted, LOCALE).order_by().values("region").annotate(count=Count("pk"))
    counts: QuerySet[Any] = grouped.values_list("region", "count", Value({}, JSONField()))
    return counts


def load_choices(wanted: StoryFilter) -> Choices:
    """Return everything the filters offer, in one query."""
    return _sorted(list(_offered(wanted)))


@lru_cache(maxsize=32)
def _survey(kind: StoryFilter) -> Prepared:
    """Return the question for everything the filters offer, with the counts of a kind of filter (`slotted`)."""
    return Prepared(lambda: _offered(kind).union(_counts(kind), all=True))


def survey(asked: StoryFilter, offered: Collection[Language]) -> tuple[StoryFilter, Choices, dict[str, int]]:
    """Return the filter without what the site does not know, everything the filters offer, and the count of each region.

    One query; a second one only for an address that asks for something unknown, which no link of ours does.
    """
    wanted = asked if asked.language in {one.code for one in offered} else asked.changed(language="", page=asked.page)
    rows = _survey(slotted(wanted.changed(place=""))).ask(**values_of(wanted))
    choices = _sorted(rows)
    known = choices.known(wanted)
    if known != wanted:
        return known, choices, matching(known, values_of(known)["locale"]).count_by_region()
    return known, choices, {kind: count for kind, count, _data in rows if kind in Region.values}


def _sorted(rows: list[tuple[str, int, dict[str, Any]]]) -> Choices:
    """Return the rows of the union as things, each kind in its order."""
    strands = [Strand(pk=pk, **_with_names(data)) for kind, pk, data in rows if kind == "strand"]
    themes = [Theme(pk=pk, **_with_names(data)) for kind, pk, data in rows if kind == "theme"]
    partners = [Organisation(pk=pk, **data) for kind, pk, data in rows if kind == "partner"]
    language = reader_language()
    return Choices(
        strands=tuple(sorted(strands, key=lambda strand: strand.number)),
        themes=tuple(sorted(themes, key=lambda theme: remembered_sort_key(theme.name, language))),
        partners=tuple(sorted(partners, key=lambda one: remembered_sort_key(one.sort_text(language), language))),
    )


def _with_names(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a term with its names decoded: they travel as text, the same on every database."""
    return {**data, "names": json.loads(data["names"])}
