"""The list of stories: which stories it shows, how it counts them, and where its links lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from home.models import Theme
from stories.models import StoryPage
from tests.factories import SmallSite, make_organisation, make_story, make_strand
from tests.stories.volume import add_stories


def listing(client: Client, query: str = "", path: str = "/en/stories/") -> Any:
    """Return the context of the list at an address."""
    response = client.get(f"{path}{query}")
    assert response.status_code == 200
    return response.context


def titles(context: Any) -> list[str]:
    return [card.title for card in context["stories"]]


def counts(context: Any) -> dict[str, int]:
    return {place.slug: place.count for place in context["places"] if place.count}


def make_theme(slug: str = "food") -> Theme:
    return Theme.objects.create(slug=slug, names={"en": slug.title()})


class TestStories:
    """Which stories are shown."""

    def test_newest_first(self, site_tree: SmallSite, client: Client) -> None:
        index = site_tree.stories["en"]
        make_story(index, title="Older", story_date=date(2026, 1, 1))
        make_story(index, title="Newer", story_date=date(2026, 2, 1))
        assert titles(listing(client)) == ["Newer", "Older"]

    def test_drafts_and_aliases_are_left_out(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"], title="Live")
        make_story(site_tree.stories["en"], title="Draft", live=False)
        story.copy_for_translation(site_tree.stories["cy"].locale, alias=True)
        assert titles(listing(client)) == ["Live"]
        context = listing(client, path="/cy/stories/")
        assert [card.language.code for card in context["stories"]] == ["en"]

    def test_nothing_yet(self, site_tree: SmallSite, client: Client) -> None:
        context = listing(client)
        assert (context["count"], context["stories"], context["pagination"].total) == (0, [], 1)
        assert not any(place.url for place in context["places"])

    def test_translated_story_once_in_the_readers_language(self, site_tree: SmallSite, client: Client) -> None:
        english = make_story(site_tree.stories["en"], title="The table")
        make_story(site_tree.stories["cy"], english, title="Y bwrdd")
        assert titles(listing(client)) == ["The table"]
        assert titles(listing(client, path="/cy/stories/")) == ["Y bwrdd"]

    def test_story_in_another_language_is_marked_and_read_inside_the_readers_chrome(
        self, site_tree: SmallSite, client: Client
    ) -> None:
        make_story(site_tree.stories["cy"], title="Y bwrdd", slug="y-bwrdd")
        (card,) = listing(client)["stories"]
        assert card.is_foreign
        assert card.language.code == "cy"
        assert card.url == "/en/cy/stories/y-bwrdd/"
        assert client.get(card.url).status_code == 200

    def test_story_whose_original_went_away_does_not_come_twice(self, site_tree: SmallSite, client: Client) -> None:
        english = make_story(site_tree.stories["en"], title="The table")
        make_story(site_tree.stories["cy"], english, title="Y bwrdd")
        StoryPage.objects.filter(pk=english.pk).update(live=False)
        assert titles(listing(client, path="/cy/stories/")) == ["Y bwrdd"]
        assert titles(listing(client)) == []


class TestFilters:
    """What narrows the list down."""

    def test_strand_main_or_other(self, site_tree: SmallSite, client: Client) -> None:
        index = site_tree.stories["en"]
        make_story(index, title="Meet", strand=make_strand("meet"))
        both = make_story(index, title="Talk and meet", strand=make_strand("talk"))
        both.other_strands = [make_strand("meet")]
        both.save()
        make_story(index, title="Act", strand=make_strand("act"))
        assert set(titles(listing(client, "?strand=meet"))) == {"Meet", "Talk and meet"}
        assert set(titles(listing(client, "?strand=act&strand=talk"))) == {"Act", "Talk and meet"}

    def test_partner(self, site_tree: SmallSite, client: Client) -> None:
        bakers = make_organisation("Bakers", key="bakers")
        make_story(site_tree.stories["en"], title="Bread", organisation=bakers)
        make_story(site_tree.stories["en"], title="Soup")
        assert titles(listing(client, "?partner=bakers")) == ["Bread"]

    def test_partner_without_stories_is_kept_and_finds_nothing(self, site_tree: SmallSite, client: Client) -> None:
        make_organisation("Bakers", key="bakers")
        make_story(site_tree.stories["en"])
        context = listing(client, "?partner=bakers")
        assert context["count"] == 0
        assert [one.name for one in context["active_filters"]] == ["Bakers"]

    def test_theme(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"], title="Soup")
        story.themes = [make_theme("food")]
        story.save()
        make_story(site_tree.stories["en"], title="Ladder")
        context = listing(client, "?theme=food")
        assert titles(context) == ["Soup"]
        assert context["count"] == 1

    def test_language_shows_what_stands_in_it_at_its_own_address(self, site_tree: SmallSite, client: Client) -> None:
        english = make_story(site_tree.stories["en"], title="The table")
        make_story(site_tree.stories["cy"], english, title="Y bwrdd", slug="y-bwrdd")
        make_story(site_tree.stories["en"], title="Only English")
        context = listing(client, "?language=cy")
        assert titles(context) == ["Y bwrdd"]
        assert context["stories"][0].url == "/cy/stories/y-bwrdd/"
        assert context["active_filters"][0].language.code == "cy"

    def test_language_the_site_does_not_offer_is_ignored(self, site_tree: SmallSite, client: Client) -> None:
        make_story(site_tree.stories["en"])
        context = listing(client, "?language=gd")
        assert context["filter"].is_empty
        assert context["count"] == 1
        assert [option.value for option in context["languages"]] == ["en", "cy"]

    def test_what_is_unknown_is_ignored_and_the_rest_kept(self, site_tree: SmallSite, client: Client) -> None:
        make_story(site_tree.stories["en"], title="Here")
        make_story(site_tree.stories["en"], title="There", region="london")
        context = listing(client, "?place=wales&theme=nothing&strand=nothing")
        assert titles(context) == ["Here"]
        assert [one.name for one in context["active_filters"]] == ["Wales"]

    def test_options_are_in_alphabetical_order(self, site_tree: SmallSite, client: Client) -> None:
        for name in ("Llan", "Dydd", "The Cwm", "Chwarae", "Lori"):
            make_story(site_tree.stories["cy"], organisation=make_organisation(name))
        make_organisation("Without stories")
        names = [option.name for option in listing(client, path="/cy/stories/")["partners"]]
        assert names == ["The Cwm", "Chwarae", "Dydd", "Lori", "Llan"]

    def test_chosen_values_are_marked(self, site_tree: SmallSite, client: Client) -> None:
        make_strand("talk")
        make_story(site_tree.stories["en"], organisation=make_organisation("Bakers", key="bakers"))
        make_theme("food")
        context = listing(client, "?strand=meet&partner=bakers&theme=food&language=en")
        assert [(one.strand.slug, one.checked) for one in context["strands"]] == [("talk", False), ("meet", True)]
        for name in ("partners", "themes", "languages"):
            assert [option.value for option in context[name] if option.selected] == [
                {"partners": "bakers", "themes": "food", "languages": "en"}[name]
            ]

    def test_active_filter_leads_to_the_list_without_it(self, site_tree: SmallSite, client: Client) -> None:
        make_story(site_tree.stories["en"])
        make_strand("talk")
        context = listing(client, "?strand=talk&strand=meet&place=wales")
        assert [(one.name, one.url) for one in context["active_filters"]] == [
            ("Talk", "/en/stories/?strand=meet&place=wales"),
            ("Meet", "/en/stories/?strand=talk&place=wales"),
            ("Wales", "/en/stories/?strand=talk&strand=meet"),
        ]
        assert context["clear_url"] == "/en/stories/"


class TestMap:
    """The twelve places and their counts."""

    def test_counts_ignore_the_place_and_honour_the_rest(self, site_tree: SmallSite, client: Client) -> None:
        index = site_tree.stories["en"]
        for region, strand in (("wales", "meet"), ("wales", "talk"), ("london", "meet"), ("scotland", "act")):
            make_story(index, region=region, strand=make_strand(strand))
        assert counts(listing(client)) == {"wales": 2, "london": 1, "scotland": 1}
        context = listing(client, "?place=wales&strand=meet")
        assert counts(context) == {"wales": 1, "london": 1}
        assert context["count"] == 1

    def test_place_leads_to_itself_and_the_current_one_away(self, site_tree: SmallSite, client: Client) -> None:
        make_story(site_tree.stories["en"])
        make_story(site_tree.stories["en"], region="london")
        places = {place.slug: place for place in listing(client, "?place=wales&strand=meet")["places"]}
        assert places["london"].url == "/en/stories/?strand=meet&place=london"
        assert places["wales"].url == "/en/stories/?strand=meet"
        assert places["wales"].is_current
        assert places["scotland"].url == ""

    def test_translated_story_counts_once(self, site_tree: SmallSite, client: Client) -> None:
        english = make_story(site_tree.stories["en"])
        make_story(site_tree.stories["cy"], english)
        make_story(site_tree.stories["cy"])
        for path in ("/en/stories/", "/cy/stories/"):
            assert counts(listing(client, path=path)) == {"wales": 2}


class TestPages:
    """Nine stories a page."""

    @pytest.fixture(autouse=True)
    def _twenty(self, site_tree: SmallSite) -> None:
        add_stories(site_tree.stories["en"], 20)

    @pytest.mark.parametrize(
        ("query", "number", "shown", "previous", "following"),
        [
            ("", 1, 9, "", "/en/stories/?page=2"),
            ("?page=2", 2, 9, "/en/stories/", "/en/stories/?page=3"),
            ("?page=3", 3, 2, "/en/stories/?page=2", ""),
            ("?page=minus", 1, 9, "", "/en/stories/?page=2"),
        ],
    )
    def test_page(self, client: Client, query: str, number: int, shown: int, previous: str, following: str) -> None:
        context = listing(client, query)
        pages = context["pagination"]
        assert (pages.number, pages.total) == (number, 3)
        assert (pages.previous_url, pages.next_url) == (previous, following)
        assert len(context["stories"]) == shown
        assert context["count"] == 20

    @pytest.mark.parametrize("query", ["?page=4", "?page=9999", "?page=99999999999999999999"])
    def test_page_beyond_the_end_is_not_found(self, client: Client, query: str) -> None:
        assert client.get(f"/en/stories/{query}").status_code == 404

    def test_pages_do_not_overlap(self, client: Client) -> None:
        seen = [title for number in (1, 2, 3) for title in titles(listing(client, f"?page={number}"))]
        assert len(seen) == len(set(seen)) == 20

    def test_pages_keep_the_filter(self, client: Client) -> None:
        assert listing(client, "?strand=meet")["pagination"].next_url == "/en/stories/?strand=meet&page=2"


def test_feed_of_the_same_filter(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"])
    context = listing(client, "?strand=meet&place=wales")
    assert context["feed_url"] == "/en/stories/feed/?strand=meet&place=wales"
    assert context["feed_title"] == "Stories: Meet, Wales"
    assert listing(client, path="/cy/stories/")["feed_url"] == "/cy/stories/feed/"
