"""Titles while one types, and a better spelling."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import SmallSite
from tests.search.conftest import Ask

pytestmark = pytest.mark.django_db


def suggested(client: Client, typed: str, language: str = "en") -> list[dict[str, str]]:
    """Return the suggestions for what was typed so far."""
    found: list[dict[str, str]] = client.get(f"/{language}/search/suggest/", {"q": typed}).json()["suggestions"]
    return found


@pytest.mark.parametrize("typed", ["sat", "Saturday", "saturday ta", "the satur", "SAT"])
def test_beginnings_of_titles_are_completed(read_site: SmallSite, client: Client, typed: str) -> None:
    story = {"title": "The Saturday table", "url": "/en/stories/the-saturday-table/", "type": "Story"}
    assert story in suggested(client, typed)


@pytest.mark.parametrize("typed", ["t", "", " ", "xyzzy", "urday"])
def test_nothing_is_suggested(read_site: SmallSite, client: Client, typed: str) -> None:
    assert suggested(client, typed) == []


def test_kinds_are_named_in_the_language(read_site: SmallSite, client: Client) -> None:
    assert [found["type"] for found in suggested(client, "kitch")] == ["Partner"]
    assert [found["type"] for found in suggested(client, "lunch")] == ["Page"]


@pytest.mark.parametrize("typed", ["tŷ", "ty", "TY"])
def test_marks_make_no_difference(read_site: SmallSite, client: Client, typed: str) -> None:
    assert {found["title"] for found in suggested(client, typed, "cy")} == {"Tŷ’r Ŵyl", "Gwyl y Ty"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("suop", "soup"), ("soop", "soup"), ("Saturdya suop", "saturday soup"), ("toasetr", "toaster"), ("osup", "soup")],
)
def test_a_misspelt_word_is_put_right(read_site: SmallSite, ask: Ask, typed: str, meant: str) -> None:
    suggestion = ask(typed)["suggestion"]
    assert suggestion["text"] == meant
    assert suggestion["url"] == f"/en/search/?q={meant.replace(' ', '+')}"
    assert ask(meant)["total"]


@pytest.mark.parametrize("typed", ["soup", "xyzzyx", "soup xyzzyx", "123", "zz"])
def test_nothing_better_is_known(read_site: SmallSite, ask: Ask, typed: str) -> None:
    assert ask(typed)["suggestion"] is None


def test_the_other_full_language_is_offered(read_site: SmallSite, ask: Ask) -> None:
    (other,) = ask("soup")["language_note"]["others"]
    assert (other.code, other.url) == ("cy", "/cy/search/?q=soup")
    (other,) = ask("cawl", "cy")["language_note"]["others"]
    assert (other.code, other.url, other.label) == ("en", "/en/search/?q=cawl", "Search in English")
