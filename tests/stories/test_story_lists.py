"""What other pages show of stories: home, strands, partner profiles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Site

from stories.cards import story_card
from stories.models import FeaturedStory, StoryIndexPage, StoryPage
from tests.factories import SmallSite, make_organisation, make_picture, make_story, make_strand


def a_request(language: str = "en") -> HttpRequest:
    """Return a request of which Wagtail knows the site already, as it does on every page."""
    request = RequestFactory().get(f"/{language}/")
    Site.find_for_request(request)
    return request


def run(tag: str, language: str = "en", request: HttpRequest | None = None, **values: Any) -> Any:
    """Return what a tag puts into the context as `found`."""
    context = Context({"request": request or a_request(language), **values})
    with override(language):
        Template(f"{{% load story_lists %}}{{% {tag} as found %}}").render(context)
    return context["found"]


def feature(index: StoryIndexPage, *stories: StoryPage) -> None:
    for number, story in enumerate(stories):
        FeaturedStory.objects.create(index_page=index, story=story, sort_order=number)


def shown(featured: Any) -> list[str]:
    cards = [featured.lead, featured.second, *featured.lines]
    return [card.title for card in cards if card]


class TestFeatured:
    """The stories of the home page."""

    def test_chosen_in_order_then_the_newest(self, site_tree: SmallSite) -> None:
        index = site_tree.stories["en"]
        stories = [make_story(index, title=f"Story {n}", story_date=date(2026, 1, n)) for n in range(1, 9)]
        feature(index, stories[2], stories[0])
        assert shown(run("featured_stories")) == ["Story 3", "Story 1", "Story 8", "Story 7", "Story 6", "Story 5"]

    def test_without_choice_the_newest(self, site_tree: SmallSite) -> None:
        for number in range(1, 9):
            make_story(site_tree.stories["en"], title=f"Story {number}", story_date=date(2026, 1, number))
        featured = run("featured_stories")
        assert (featured.lead.title, featured.second.title) == ("Story 8", "Story 7")
        assert len(featured.lines) == 4
        assert featured.url == "/en/stories/"

    def test_few_stories(self, site_tree: SmallSite) -> None:
        make_story(site_tree.stories["en"], title="Only")
        featured = run("featured_stories")
        assert (featured.lead.title, featured.second, featured.lines) == ("Only", None, [])

    def test_no_story(self, site_tree: SmallSite) -> None:
        featured = run("featured_stories")
        assert (featured.lead, featured.second, featured.lines, featured.url) == (None, None, [], "/en/stories/")

    def test_choice_is_read_in_the_readers_language(self, site_tree: SmallSite) -> None:
        english = make_story(site_tree.stories["en"], title="The table", story_date=date(2020, 1, 1))
        make_story(site_tree.stories["cy"], english, title="Y bwrdd", story_date=date(2020, 1, 1))
        make_story(site_tree.stories["cy"], title="Newydd", story_date=date(2026, 1, 1))
        feature(site_tree.stories["cy"], english)
        assert shown(run("featured_stories", "cy")) == ["Y bwrdd", "Newydd"]

    def test_choice_without_translation_is_marked(self, site_tree: SmallSite) -> None:
        welsh = make_story(site_tree.stories["cy"], title="Y bwrdd")
        feature(site_tree.stories["en"], welsh)
        lead = run("featured_stories").lead
        assert (lead.title, lead.is_foreign, lead.language.code) == ("Y bwrdd", True, "cy")

    def test_draft_is_not_shown_even_if_chosen(self, site_tree: SmallSite) -> None:
        draft = make_story(site_tree.stories["en"], live=False)
        feature(site_tree.stories["en"], draft)
        assert shown(run("featured_stories")) == []

    def test_takes_two_queries(self, site_tree: SmallSite, django_assert_max_num_queries: Any) -> None:
        picture = make_picture()
        for _number in range(6):
            make_story(site_tree.stories["en"], picture=picture, picture_decorative=True)
        run("featured_stories")  # warms up Wagtail's root paths
        request = a_request()
        with django_assert_max_num_queries(2):
            run("featured_stories", request=request)


class TestMap:
    """The map of the home page."""

    def test_counts_and_links(self, site_tree: SmallSite) -> None:
        make_story(site_tree.stories["en"])
        make_story(site_tree.stories["cy"], region="london")
        found = run("story_map")
        urls = {place.slug: place.url for place in found.places if place.count}
        assert urls == {"london": "/en/stories/?place=london", "wales": "/en/stories/?place=wales"}
        assert (found.total, found.url, len(found.places)) == (2, "/en/stories/", 12)


class TestShelves:
    """Stories of a strand, or of a partner."""

    def test_strand(self, site_tree: SmallSite) -> None:
        meet, talk = make_strand("meet"), make_strand("talk")
        for number in range(1, 4):
            make_story(site_tree.stories["en"], title=f"Meet {number}", strand=meet, story_date=date(2026, 1, number))
        also = make_story(site_tree.stories["en"], title="Talk, and meet", strand=talk, story_date=date(2026, 5, 1))
        also.other_strands = [meet]
        also.save()
        make_story(site_tree.stories["en"], title="Talk", strand=talk, story_date=date(2026, 6, 1))
        shelf = run("strand_stories strand 2", strand=meet)
        assert [card.title for card in shelf.stories] == ["Talk, and meet", "Meet 3"]
        assert (shelf.total, shelf.url) == (4, "/en/stories/?strand=meet")

    def test_partner(self, site_tree: SmallSite) -> None:
        bakers = make_organisation("Bakers", key="bakers")
        for number in range(1, 6):
            make_story(site_tree.stories["en"], title=f"Bread {number}", organisation=bakers)
        make_story(site_tree.stories["en"], title="Soup")
        shelf = run("partner_stories organisation", organisation=bakers)
        assert len(shelf.stories) == 3
        assert all(card.partner == "Bakers" for card in shelf.stories)
        assert (shelf.total, shelf.url) == (5, "/en/stories/?partner=bakers")

    def test_nothing(self, site_tree: SmallSite) -> None:
        shelf = run("partner_stories organisation 3", organisation=make_organisation(key="quiet"))
        assert (shelf.stories, shelf.total, shelf.url) == ([], 0, "/en/stories/?partner=quiet")

    def test_takes_two_queries(self, site_tree: SmallSite, django_assert_max_num_queries: Any) -> None:
        picture = make_picture()
        strand = make_strand()
        for _number in range(4):
            make_story(site_tree.stories["en"], picture=picture, picture_decorative=True)
        run("strand_stories strand 3", strand=strand)
        request = a_request()
        with django_assert_max_num_queries(2):
            run("strand_stories strand 3", request=request, strand=strand)


class TestCard:
    """What a list says of a story."""

    def test_place(self, site_tree: SmallSite) -> None:
        index = site_tree.stories["en"]
        assert story_card(make_story(index, locality="Cwm Enghraifft"), "/").place == "Cwm Enghraifft, Wales"
        assert story_card(make_story(index), "/").place == "Wales"

    def test_picture_before_quote_before_composition(self, site_tree: SmallSite) -> None:
        index = site_tree.stories["en"]
        pictured = story_card(
            make_story(index, picture=make_picture(), picture_alt="Soup.", card_quote="Stay for soup."), "/"
        )
        assert pictured.picture
        assert pictured.quote == ""
        quoted = story_card(make_story(index, card_quote="Stay for soup."), "/")
        assert (quoted.picture, quoted.quote) == (None, "Stay for soup.")
        assert story_card(make_story(index), "/").composition_name in ("sun", "hill", "door")

    def test_partner_in_welsh(self, site_tree: SmallSite) -> None:
        organisation = make_organisation("Tref Sampl Walking Group", name_cy="Grŵp Cerdded Tref Sampl")
        story = make_story(site_tree.stories["cy"], organisation=organisation)
        with override("cy"):
            assert story_card(story, "/").partner == "Grŵp Cerdded Tref Sampl"
