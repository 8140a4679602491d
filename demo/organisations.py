"""Loading organisations and their pledges."""

from __future__ import annotations

from typing import Any

from demo.content_files import read_rows
from home.models import Strand
from partners.models import Organisation, OrganisationRegion, Pledge

PLAIN_FIELDS = (
    "name",
    "name_cy",
    "sort_as",
    "sort_as_cy",
    "sector",
    "region",
    "locality",
    "website",
    "email",
    "joined",
)


def load_organisations(strands: dict[str, Strand]) -> dict[str, Organisation]:
    """Return the organisations by key, made with their pledges where they are missing."""
    return {row["key"]: _load(row, strands) for row in read_rows("organisations.toml")}


def _load(row: dict[str, Any], strands: dict[str, Strand]) -> Organisation:
    existing = Organisation.objects.filter(key=row["key"]).first()
    if existing is not None:
        return existing
    values = {name: row[name] for name in PLAIN_FIELDS if name in row}
    organisation = Organisation(key=row["key"], main_strand=strands[row["main_strand"]], **values)
    organisation.other_regions = [OrganisationRegion(region=region) for region in row.get("other_regions", [])]
    if "pledge" in row:
        organisation.pledges = [_pledge(row["pledge"], strands)]
    organisation.save()
    return organisation


def _pledge(row: dict[str, Any], strands: dict[str, Strand]) -> Pledge:
    values = {
        name: row[name] for name in ("promise", "due", "state", "done", "total", "unit", "updated") if name in row
    }
    return Pledge(strand=strands[row["strand"]], **values)
