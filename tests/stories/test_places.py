"""The tile map: order, shades and what is a link."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from stories.places import Place, map_places


@pytest.mark.parametrize(
    ("count", "shade"), [(0, 0), (1, 1), (11, 1), (12, 2), (19, 2), (20, 3), (29, 3), (30, 4), (4000, 4)]
)
def test_shade(count: int, shade: int) -> None:
    """The steps of the design guide, section 5."""
    assert Place("wales", "Wales", count, "").shade == shade


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
