"""What a reader asks of the directory: a name, a sector, a nation or region."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from home.regions import Region
from languages.alphabet import sort_key
from partners.models import Organisation, Sector

MAX_NAME = 100  # characters; nobody types more to find a partner


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for. `sector` and `region` are known values or empty: an unknown one filters nothing."""

    name: str = ""
    sector: str = ""
    region: str = ""

    @property
    def is_active(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.name or self.sector or self.region)

    def accepts(self, organisation: Organisation) -> bool:
        """Say whether an organisation fits name and sector. The region is asked of the database: it may have several."""
        if self.sector and organisation.sector != self.sector:
            return False
        wanted = folded(self.name)
        return any(wanted in folded(name) for name in (organisation.name, organisation.name_cy))


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    selected: bool


def folded(text: str) -> str:
    """Return `text` without case, marks and doubled spaces, so that `cor` finds `Côr`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def filters_from(request: HttpRequest) -> Filters:
    """Read the filters from an address; text is cut at `MAX_NAME`, and what is not printable is dropped."""
    asked = request.GET
    name = "".join(char if char.isprintable() else " " for char in asked.get("name", "")[:MAX_NAME]).strip()
    sector, region = asked.get("sector", ""), asked.get("region", "")
    return Filters(name, sector if sector in Sector.values else "", region if region in Region.values else "")


def options(choices: Iterable[tuple[str, object]], *, selected: str, everything: str, code: str) -> list[Option]:
    """Return the choices by the alphabet of language `code`, with the choice of `everything` first."""
    labelled = sorted(((value, str(label)) for value, label in choices), key=lambda pair: sort_key(pair[1], code))
    return [Option(value, label, value == selected) for value, label in [("", everything), *labelled]]
