"""The 12 nations and regions of the UK (ONS International Territorial Level 1, January 2025)."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Region(models.TextChoices):
    """A nation or region; the value is its slug in addresses."""

    EAST_MIDLANDS = "east-midlands", _("East Midlands")
    EAST_OF_ENGLAND = "east-of-england", _("East of England")
    LONDON = "london", _("London")
    NORTH_EAST = "north-east", _("North East")
    NORTH_WEST = "north-west", _("North West")
    NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")
    SCOTLAND = "scotland", _("Scotland")
    SOUTH_EAST = "south-east", _("South East")
    SOUTH_WEST = "south-west", _("South West")
    WALES = "wales", _("Wales")
    WEST_MIDLANDS = "west-midlands", _("West Midlands")
    YORKSHIRE = "yorkshire-and-the-humber", _("Yorkshire and the Humber")


# Names that fit a tile of the map, 70 px wide on a phone; an upright bar says where a long word may break.
TILE_NAMES: dict[str, str | Promise] = {
    Region.EAST_MIDLANDS: pgettext_lazy("tile of the map", "East Mid|lands"),
    Region.EAST_OF_ENGLAND: pgettext_lazy("tile of the map", "East of England"),
    Region.LONDON: pgettext_lazy("tile of the map", "London"),
    Region.NORTH_EAST: pgettext_lazy("tile of the map", "North East"),
    Region.NORTH_WEST: pgettext_lazy("tile of the map", "North West"),
    Region.NORTHERN_IRELAND: pgettext_lazy("tile of the map", "North|ern Ireland"),
    Region.SCOTLAND: pgettext_lazy("tile of the map", "Scot|land"),
    Region.SOUTH_EAST: pgettext_lazy("tile of the map", "South East"),
    Region.SOUTH_WEST: pgettext_lazy("tile of the map", "South West"),
    Region.WALES: pgettext_lazy("tile of the map", "Wales"),
    Region.WEST_MIDLANDS: pgettext_lazy("tile of the map", "West Mid|lands"),
    Region.YORKSHIRE: pgettext_lazy("tile of the map", "York|shire & Humber"),
}


def region_name(region: str) -> str:
    """Return the name of a region in the active language, or what stands for it if it is none.

    (`get_region_display()` would translate all twelve for every story.)
    """
    return str(Region(region).label) if region in Region.values else region
