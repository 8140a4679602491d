"""The tile map: the 12 nations and regions, with how many stories come from each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from home.regions import TILE_NAMES, Region
from stories.filter_choices import remembered_sort_key
from stories.story_addresses import reader_language

SCALES = (
    (1, 2, 4, 7),
    (1, 4, 8, 12),
    (1, 8, 14, 20),
    (1, 12, 20, 30),
    (1, 25, 50, 100),
    (1, 60, 120, 250),
    (1, 250, 500, 1000),
    (1, 600, 1200, 2500),
)
"""The least count of each shade from 1 to 4. The design guide, section 5, draws 1, 12, 20 and 30: a site with few stories would
be all of one shade with that, and so would one with very many."""


@dataclass(frozen=True, slots=True)
class Place:
    """One tile. `shade` is 0 for no story, else 1 to 4, the darkest; `url` is '' where there is nothing to lead to."""

    slug: str
    name: str
    count: int
    url: str
    shade: int
    is_current: bool = False

    @property
    def tile_name(self) -> str:
        """The name as it fits the tile: a soft hyphen stands where a long word may break."""
        return str(TILE_NAMES[self.slug]).replace("|", "\N{SOFT HYPHEN}")


def scale_for(counts: Mapping[str, int]) -> tuple[int, ...]:
    """Return the least count of each shade: the widest scale whose darkest shade some place has."""
    most = max(counts.values(), default=0)
    return next((scale for scale in reversed(SCALES) if scale[-1] <= most), SCALES[0])


def map_key(counts: Mapping[str, int]) -> list[str]:
    """Return what the shades from 1 to 4 stand for, as "1", "2–3" or "7+"."""
    scale = scale_for(counts)
    ends = [f"\N{EN DASH}{above - 1}" if above - 1 > least else "" for least, above in pairwise(scale)]
    return [f"{least}{end}" for least, end in zip(scale, [*ends, "+"], strict=True)]


def map_places(counts: Mapping[str, int], url_of: Callable[[str], str], current: str = "") -> list[Place]:
    """Return the 12 places in the alphabetical order of the reader's language; `url_of` takes a slug."""
    language = reader_language()
    regions = sorted(Region, key=lambda region: remembered_sort_key(str(region.label), language))
    scale = scale_for(counts)
    return [_place(region, counts.get(region.value, 0), scale, url_of, current) for region in regions]


def _place(region: Region, count: int, scale: Sequence[int], url_of: Callable[[str], str], current: str) -> Place:
    is_current = region.value == current
    url = url_of(region.value) if count or is_current else ""
    return Place(region.value, str(region.label), count, url, bisect_right(scale, count), is_current)
