"""Dressing hits for a reader: title, address, extract and a line of details."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from home.regions import Region
from languages.texts import text_in
from partners.models import Sector
from search.entries import as_text, entry_of
from search.extracts import extract, mark
from search.kinds import Kind, kinds_of_types
from search.pledges import PledgeHit
from search.queries import Hit, Search
from search.query_terms import sought

COLUMNS = {
    "strand": "storypage__strand__names",
    "story_region": "storypage__region",
    "locality": "storypage__locality",
    "sector": "partnerpage__organisation__sector",
    "partner_region": "partnerpage__organisation__region",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """One result as it is shown. `heading` (the title) and `extract` are safe HTML; `details` are joined by the template."""

    kind: Kind
    title: str
    heading: SafeString
    url: str
    extract: SafeString
    details: list[str]

    @property
    def kind_label(self) -> str:
        """The kind in the active language."""
        return str(self.kind.label)


def dress(request: HttpRequest, search: Search, hits: list[Hit]) -> list[Result]:
    """Return the results of `hits` in their order, in one query for all that is shown of them."""
    rows = _rows(search, [hit for hit in hits if isinstance(hit, int)])
    words = _marked(sought(search.terms, search.language))
    address = Address(request, search.home)
    dressed = (
        _pledge(hit, words, address) if isinstance(hit, PledgeHit) else _page(rows[hit], words, address, search.home)
        for hit in hits
        if isinstance(hit, PledgeHit) or hit in rows
    )
    return list(dressed)


def _marked(folded: frozenset[str]) -> frozenset[str]:
    """Leave single letters out where there are longer words: o'r would mark every o and r."""
    return frozenset(word for word in folded if len(word) > 1) or folded


class Address:
    """The addresses of pages below one home page, without a query for each."""

    def __init__(self, request: HttpRequest, home: Page) -> None:
        self._above = home.url_path
        self._start = home.get_url(request) or "/"

    def of(self, url_path: str) -> str:
        """Return the address of the page with this path in the tree."""
        return self._start + url_path.removeprefix(self._above)


def _title_above(levels: int) -> Subquery:
    """Return the title of the page that many levels up, by its path in the tree (treebeard's materialised path)."""
    path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - levels * Page.steplen)
    return Subquery(Page.objects.filter(path=path).values("title")[:1])


def _rows(search: Search, keys: list[int]) -> dict[int, Row]:
    if not keys:
        return {}
    text_field = getattr(search.backend, "text_field", None)
    columns = {**COLUMNS, **({"text": text_field} if text_field else {})}
    rows = (
        Page.objects.filter(pk__in=keys)
        .annotate(parent=_title_above(1), grandparent=_title_above(2))
        .values("pk", "title", "url_path", "depth", "content_type_id", "parent", "grandparent", *columns.values())
    )
    found = {row["pk"]: {**row, **{name: row[column] for name, column in columns.items()}} for row in rows}
    return found if text_field else _with_texts(found)


def _with_texts(rows: dict[int, Row]) -> dict[int, Row]:
    """Add what an index of ours would have kept, from the pages themselves: a query more for each page type."""
    for page in Page.objects.filter(pk__in=rows).specific():
        rows[page.pk]["text"] = entry_of(page).body
    return rows


def _page(row: Row, words: Collection[str], address: Address, home: Page) -> Result:
    kind = kinds_of_types().get(row["content_type_id"], Kind.PAGE)
    text = extract(as_text(row.get("text")), words)
    return Result(
        kind, row["title"], mark(row["title"], words), address.of(row["url_path"]), text, _details(kind, row, home)
    )


def _pledge(hit: PledgeHit, words: Collection[str], address: Address) -> Result:
    details = [_label(Sector, hit.sector), _label(Region, hit.region)]
    heading = mark(hit.title, words)
    return Result(Kind.PLEDGE, hit.title, heading, address.of(hit.url_path), mark(hit.promise, words), details)


def _details(kind: Kind, row: Row, home: Page) -> list[str]:
    """Return the parts of the line below the extract: strand and place, sector and region, or the pages above."""
    if kind is Kind.STORY:
        place = ", ".join(filter(None, [row["locality"], _label(Region, row["story_region"])]))
        parts = [text_in(row["strand"] or {}), place]
    elif kind is Kind.PARTNER:
        parts = [_label(Sector, row["sector"]), _label(Region, row["partner_region"])]
    else:
        above = row["depth"] - home.depth - 1
        parts = [row["grandparent"] if above > 1 else "", row["parent"] if above > 0 else ""]
    return [part for part in parts if part]


def _label(choices: Any, value: str | None) -> str:
    return str(choices(value).label) if value in choices.values else ""
