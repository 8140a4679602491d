"""The tile map: order, shades and what is a link."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from stories.tile_map import map_key, map_places


@pytest.mark.parametrize(
    ("most", "key"),
    [
        (0, ["1", "2–3", "4–6", "7+"]),
        (8, ["1", "2–3", "4–6", "7+"]),
        (29, ["1–7", "8–13", "14–19", "20+"]),
        (30, ["1–11", "12–19", "20–29", "30+"]),
        (90_000, ["1–599", "600–1199", "1200–2499", "2500+"]),
    ],
)
def test_key_fits_what_there_is_to_show(most: int, key: list[str]) -> None:
    """A site with few stories has four shades, and so has one with very many."""
    assert map_key({"wales": most, "london": 1}) == key


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 1), (11, 1), (12, 2), (19, 2), (20, 3), (29, 3), (30, 4)])
def test_shade(count: int, shade: int) -> None:
    """The steps of the design guide, section 5, where the place with most stories has about as many as there."""
    places = {place.slug: place.shade for place in map_places({"wales": count, "london": 30}, str)}
    assert places["wales"] == shade


def test_places_are_the_twelve_in_alphabetical_order() -> None:
    names = [place.name for place in map_places({}, str)]
    assert len(set(names)) == 12
    assert names[:3] == ["East Midlands", "East of England", "London"]
    assert names[-2:] == ["West Midlands", "Yorkshire and the Humber"]


def test_places_follow_the_alphabet_of_the_language() -> None:
    with override("cy"):
        names = [place.name for place in map_places({}, str)]
    english = [place.name for place in map_places({}, str)]
    assert len(set(names)) == 12
    if names != english:  # once the Welsh catalogue is there: Yr Alban stands under A
        assert names[0].endswith("Alban")


def test_place_without_stories_is_no_link() -> None:
    places = {place.slug: place.url for place in map_places({"wales": 3}, lambda slug: f"?place={slug}")}
    assert places["wales"] == "?place=wales"
    assert places["london"] == ""


def test_current_place_is_a_link_even_without_stories() -> None:
    (london,) = [place for place in map_places({}, lambda slug: "?", current="london") if place.is_current]
    assert (london.slug, london.url) == ("london", "?")
