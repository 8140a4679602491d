"""What the results page finds and shows."""

from __future__ import annotations

import pytest
from django.test import Client

from search.kinds import Kind
from tests.factories import SmallSite
from tests.search.conftest import Ask, counts, titles

pytestmark = pytest.mark.django_db


def test_every_kind_is_found_and_counted(read_site: SmallSite, ask: Ask) -> None:
    context = ask("soup")
    assert counts(context) == {"": 4, "story": 1, "partner": 1, "pledge": 1, "page": 1}
    assert context["total"] == 4
    assert {result.kind for result in context["results"]} == set(Kind)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("story", "The Saturday table"),
        ("partner", "Saltmarsh Example Kitchen"),
        ("pledge", "Saltmarsh Example Kitchen"),
        ("page", "How to host a Long Lunch"),
    ],
)
def test_one_kind_is_shown_alone(read_site: SmallSite, ask: Ask, kind: str, title: str) -> None:
    context = ask("soup", type=kind)
    assert [(result.kind, result.title) for result in context["results"]] == [(kind, title)]
    assert context["total"] == 1
    assert counts(context)[""] == 4
    assert [facet["kind"] for facet in context["facets"] if facet["current"]] == [kind]


def test_unknown_kind_means_everything(read_site: SmallSite, ask: Ask) -> None:
    assert ask("soup", type="recipes")["total"] == 4


def test_details_say_where_and_what(read_site: SmallSite, ask: Ask) -> None:
    details = {result.kind: result.details for result in ask("soup")["results"]}
    assert details[Kind.STORY] == ["Meet", "Northbeck, North East"]
    assert details[Kind.PARTNER] == details[Kind.PLEDGE] == ["Charity", "South East"]
    assert details[Kind.PAGE] == ["Our work", "Guides"]


def test_a_page_of_a_section_names_the_section_alone(read_site: SmallSite, ask: Ask) -> None:
    assert ask("guides", type="page")["results"][0].details == ["Our work"]


def test_a_pledge_leads_to_the_profile_and_stands_behind_it(read_site: SmallSite, ask: Ask) -> None:
    results = ask("soup")["results"]
    kinds = [result.kind for result in results]
    assert kinds.index(Kind.PLEDGE) == kinds.index(Kind.PARTNER) + 1
    pledge = results[kinds.index(Kind.PLEDGE)]
    assert pledge.url == "/en/partners/saltmarsh-example-kitchen/"
    assert pledge.extract == "Give <mark>soup</mark> to every neighbour"


def test_every_result_leads_to_a_page(read_site: SmallSite, ask: Ask, client: Client) -> None:
    for result in ask("soup")["results"]:
        assert client.get(result.url).status_code == 200


@pytest.mark.parametrize(
    "words", ["northbeck", "north east", "meet", "rosa toaster", "SATURDAY", "saturday soup", "bakers"]
)
def test_a_story_is_found_by_place_strand_partner_and_words_of_any_field(
    read_site: SmallSite, ask: Ask, words: str
) -> None:
    assert "The Saturday table" in titles(ask(words, type="story"))


def test_every_word_must_be_there(read_site: SmallSite, ask: Ask) -> None:
    assert ask("soup toaster unicycle")["total"] == 0


@pytest.mark.parametrize("typed", ["tŷ", "ty", "TŶ", "Ŵyl ty", "GWYL"])
def test_marks_make_no_difference(read_site: SmallSite, ask: Ask, typed: str) -> None:
    assert titles(ask(typed, "cy")) == {"Gwyl y Ty", "Tŷ’r Ŵyl"}


def test_matches_with_marks_are_marked(read_site: SmallSite, ask: Ask) -> None:
    exact, mutated = ask("gwyl", "cy")["results"]
    assert (exact.heading, exact.extract) == ("<mark>Gwyl</mark> y Ty", "Cymdeithas <mark>Gŵyl</mark>.")
    assert mutated.heading == "Tŷ’r <mark>Ŵyl</mark>"


@pytest.mark.parametrize("typed", ["together", "/together", "sunday", "either"])
def test_a_slash_parts_words(read_site: SmallSite, ask: Ask, typed: str) -> None:
    assert "Slashes" in titles(ask(typed))


def test_other_languages_are_not_found(read_site: SmallSite, ask: Ask) -> None:
    assert ask("soup", "cy")["total"] == 0
    assert ask("pawb", "en")["total"] == 0
    assert ask("pawb", "cy")["total"] == 1


def test_promises_are_found_in_their_own_language(read_site: SmallSite, ask: Ask) -> None:
    assert counts(ask("cawl"))["pledge"] == 0
    context = ask("cawl", "cy")
    assert counts(context)["pledge"] == 1
    assert context["results"][-1].extract == "Rhoi <mark>cawl</mark> i bob cymydog"


def test_typed_with_separate_marks(read_site: SmallSite, ask: Ask) -> None:
    assert "Tŷ’r Ŵyl" in titles(ask("ty\u0302", "cy"))


def test_no_words_show_only_the_form(read_site: SmallSite, ask: Ask) -> None:
    context = ask("  ")
    assert context["searched"] is False
    assert "facets" not in context


@pytest.mark.parametrize("typed", ["0", "-1", "x", "", "١"])
def test_a_page_that_is_no_number_is_the_first(read_site: SmallSite, ask: Ask, typed: str) -> None:
    assert ask("soup", page=typed)["pagination"]["number"] == 1


@pytest.mark.parametrize("typed", ["2", "51", "9" * 999])
def test_beyond_the_last_page_is_not_found(read_site: SmallSite, client: Client, typed: str) -> None:
    assert client.get("/en/search/", {"q": "soup", "page": typed}).status_code == 404
