"""What an address asks the list of stories for."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from stories.filters import MAX_PAGE, StoryFilter, page_number
from tests.factories import SmallSite, make_story

ABSURD = [
    "page=0",
    "page=-1",
    "page=abc",
    "page=",
    "page=1.5",
    "page=1e9",
    "page=99999999999999999999",
    "page=" + "9" * 5000,
    "page=%D9%A3",
    "page=%C2%B2",
    "page=1%00",
    "page=2&page=3",
    "page[]=2",
    "strand=",
    "strand=nothing",
    "strand=nothing&strand=meet",
    "strand=%00",
    "strand='; drop table stories_storypage; --",
    "strand=" + "x" * 5000,
    "&".join(["strand=meet"] * 500),
    "strand=%FF%FE",
    "strand=<script>alert(1)</script>",
    "place=atlantis",
    "place=WALES",
    "place=wales%20",
    "place=wales&place=london",
    "place=%00",
    "place=../../etc/passwd",
    "partner=nobody",
    "partner=%00%01",
    "partner=' OR 1=1 --",
    "partner=t%C5%B7",
    "theme=nothing",
    "theme=%F0%9F%98%80",
    "theme=food&theme=music",
    "language=xx",
    "language=en-GB",
    "language=%D8%A7%D8%B1%D8%AF%D9%88",
    "language=",
    "language=gd",
    "=&&&==&;",
    "%",
    "%E0%A4%A",
    "utm_source=newsletter&fbclid=1",
    "strand=meet&place=wales&partner=x&theme=y&language=cy&page=700000",
]


def parse(query: str) -> StoryFilter:
    return StoryFilter.parse(QueryDict(query))


def test_parse_everything() -> None:
    wanted = parse("strand=meet&strand=talk&place=wales&partner=cor-cwm&theme=food&language=cy&page=3")
    assert wanted == StoryFilter(("meet", "talk"), "wales", "cor-cwm", "food", "cy", 3)
    assert not wanted.is_empty


@pytest.mark.parametrize("query", ["", "page=4", "place=atlantis", "language=xx", "partner=a b", "strand=%00"])
def test_parse_nothing_that_narrows(query: str) -> None:
    assert parse(query).is_empty


def test_parse_a_strand_named_twice_once() -> None:
    assert parse("strand=meet&strand=meet").strands == ("meet",)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("0", 1), ("007", 7), ("-3", 1), ("abc", 1), ("", 1), ("1e3", 1), ("9" * 30, MAX_PAGE), ("٣", 1)],
)
def test_page_number(text: str, number: int) -> None:
    assert parse(f"page={text}").page == number


def test_query_is_read_back_as_the_same_filter() -> None:
    wanted = StoryFilter(("talk", "act"), "north-east", "example-bakers", "food", "cy", 2)
    assert parse(wanted.query().removeprefix("?")) == wanted


def test_query_with_one_thing_changed_begins_at_the_first_page() -> None:
    wanted = StoryFilter(("meet",), "wales", page=3)
    assert wanted.query(place="london") == "?strand=meet&place=london"
    assert wanted.query(page=4) == "?strand=meet&place=wales&page=4"
    assert wanted.query(strands=(), place="") == ""


def test_query_of_nothing_is_empty() -> None:
    assert StoryFilter().query() == ""
    assert StoryFilter(page=2).query() == "?page=2"


def test_absurd_queries_show_the_list(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"])
    answers = {query: client.get(f"/en/stories/?{query}") for query in ABSURD}
    assert len(answers) >= 40
    beyond = {query for query in ABSURD if page_number(QueryDict(query).get("page", "1")) > 1}
    assert {query for query, answer in answers.items() if answer.status_code == 404} == beyond
    answers = {query: answer for query, answer in answers.items() if query not in beyond}
    assert [query for query, answer in answers.items() if answer.status_code != 200] == []
    assert [query for query, answer in answers.items() if answer.context["pagination"].number != 1] == []
    ignored = [query for query in answers if "wales" not in query and "strand=meet" not in query]
    assert [query for query in ignored if answers[query].context["count"] != 1] == []
