"""The tile map: the 12 nations and regions, with how many stories come from each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from home.regions import TILE_NAMES, Region
from stories.addresses import reader_language
from stories.choices import remembered_sort_key

SHADE_STEPS = (1, 12, 20, 30)
"""The least count of each shade from 1 to 4 (design guide, section 5)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One tile. `shade` is 0 for no story, else 1 to 4; `url` is '' where there is nothing to lead to."""

    slug: str
    name: str
    count: int
    url: str
    is_current: bool = False

    @property
    def tile_name(self) -> str:
        """The name as it fits the tile: a soft hyphen stands where a long word may break."""
        return str(TILE_NAMES[self.slug]).replace("|", "\N{SOFT HYPHEN}")

    @property
    def shade(self) -> int:
        """How dark the tile is."""
        return bisect_right(SHADE_STEPS, self.count)


def map_places(counts: Mapping[str, int], url_of: Callable[[str], str], current: str = "") -> list[Place]:
    """Return the 12 places in the alphabetical order of the reader's language; `url_of` takes a slug."""
    language = reader_language()
    regions = sorted(Region, key=lambda region: remembered_sort_key(str(region.label), language))
    return [_place(region, counts.get(region.value, 0), url_of, current) for region in regions]


def _place(region: Region, count: int, url_of: Callable[[str], str], current: str) -> Place:
    is_current = region.value == current
    url = url_of(region.value) if count or is_current else ""
    return Place(region.value, str(region.label), count, url, is_current)
