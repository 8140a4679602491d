"""What surrounds a story: partner, sharing, languages, what to read next."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, RequestFactory

from home.models import Theme
from partners.models import Pledge
from stories.models import StoryPage
from stories.presentation import story_context
from tests.factories import (
    SmallSite,
    make_organisation,
    make_partner_page,
    make_picture,
    make_story,
    make_strand,
)


def context_of(client: Client, story: StoryPage) -> Any:
    response = client.get(story.get_url())
    assert response.status_code == 200
    return response.context


class TestCredit:
    """Who the story comes from."""

    def test_no_partner(self, site_tree: SmallSite, client: Client) -> None:
        assert context_of(client, make_story(site_tree.stories["en"]))["credit"] is None

    def test_profile_and_pledge(self, site_tree: SmallSite, client: Client) -> None:
        organisation = make_organisation("Example Bakers", main_strand=make_strand("act"))
        make_partner_page(site_tree.directories["en"], organisation, slug="bakers")
        Pledge.objects.create(organisation=organisation, promise={"en": "bake bread."}, updated=date(2026, 1, 1))
        Pledge.objects.create(organisation=organisation, promise={"en": "lapse."}, state=Pledge.State.LAPSED)
        credit = context_of(client, make_story(site_tree.stories["en"], organisation=organisation))["credit"]
        assert (credit.name, credit.url, credit.tone) == ("Example Bakers", "/en/partners/bakers/", "act")
        assert (credit.pledge.text, credit.pledge.text_language) == ("bake bread.", "en")

    def test_profile_in_another_language_or_draft_is_no_link(self, site_tree: SmallSite, client: Client) -> None:
        organisation = make_organisation()
        make_partner_page(site_tree.directories["cy"], organisation)
        make_partner_page(site_tree.directories["en"], organisation, live=False)
        credit = context_of(client, make_story(site_tree.stories["en"], organisation=organisation))["credit"]
        assert (credit.url, credit.pledge, credit.tone) == ("", None, "plain")

    def test_pledge_of_a_partner_that_has_left_is_not_shown(self, site_tree: SmallSite, client: Client) -> None:
        organisation = make_organisation(standing="left")
        Pledge.objects.create(organisation=organisation, promise={"en": "bake bread."})
        story = make_story(site_tree.stories["en"], organisation=organisation)
        assert context_of(client, story)["credit"].pledge is None

    def test_preview_shows_the_partner_and_strand_that_were_chosen(
        self, site_tree: SmallSite, rf: RequestFactory
    ) -> None:
        story = make_story(site_tree.stories["en"], organisation=make_organisation("Before"))
        other = make_organisation("After")
        make_partner_page(site_tree.directories["en"], other, slug="after")
        story.organisation, story.strand = other, make_strand("act")
        context = story_context(rf.get("/en/stories/x/"), story)
        assert context["credit"] is not None
        assert (context["credit"].name, context["credit"].url) == ("After", "/en/partners/after/")
        assert context["strand_url"] == "/en/stories/?strand=act"

    def test_preview_of_a_story_that_was_never_saved(self, site_tree: SmallSite, rf: RequestFactory) -> None:
        index = site_tree.stories["en"]
        story = StoryPage(title="New", slug="new", strand=make_strand(), region="wales", locale=index.locale)
        story.url_path = f"{index.url_path}new/"
        context = story_context(rf.get("/en/stories/new/"), story)
        assert context["credit"] is None
        assert context["themes"] == []


class TestShare:
    """Plain links to pass a story on."""

    def test_links(self, site_tree: SmallSite, client: Client) -> None:
        share = context_of(client, make_story(site_tree.stories["en"], title="Soup & lamps? 100%", slug="soup"))[
            "share"
        ]
        link = "http://testserver/en/stories/soup/"
        assert share.link == link
        mail = parse_qs(urlsplit(share.email_url).query)
        assert share.email_url.startswith("mailto:?")
        assert "+" not in share.email_url
        assert mail["subject"] == ["Soup & lamps? 100%"]
        assert link in mail["body"][0]
        assert parse_qs(urlsplit(share.whatsapp_url).query)["text"] == [f"Soup & lamps? 100% {link}"]
        assert share.embed_url == "http://testserver/en/embed/stories/soup/"
        assert f'src="{share.embed_url}"' in share.embed_code

    def test_story_in_other_chrome_is_shared_at_its_own_address(self, site_tree: SmallSite, client: Client) -> None:
        make_story(site_tree.stories["cy"], slug="y-bwrdd")
        share = client.get("/en/cy/stories/y-bwrdd/").context["share"]
        assert share.link == "http://testserver/cy/stories/y-bwrdd/"
        assert share.embed_url == "http://testserver/cy/embed/stories/y-bwrdd/"


class TestReadNext:
    """Three stories: of the same strand, from the same region, and new ones."""

    def next_titles(self, client: Client, story: StoryPage) -> list[str]:
        return [card.title for card in context_of(client, story)["read_next"]]

    def test_strand_then_region_then_newest(self, site_tree: SmallSite, client: Client) -> None:
        index = site_tree.stories["en"]
        meet, talk, act = (make_strand(slug) for slug in ("meet", "talk", "act"))
        story = make_story(index, strand=meet, region="wales", story_date=date(2026, 1, 1))
        make_story(index, title="Newest", strand=talk, region="london", story_date=date(2026, 9, 1))
        make_story(index, title="Same region", strand=act, region="wales", story_date=date(2026, 3, 1))
        make_story(index, title="Same strand", strand=meet, region="london", story_date=date(2026, 4, 1))
        make_story(index, title="Same strand, older", strand=meet, region="london", story_date=date(2025, 4, 1))
        assert self.next_titles(client, story) == ["Same strand", "Same region", "Same strand, older"]

    def test_filled_with_the_newest_of_all(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"], strand=make_strand("meet"), region="wales")
        for number in range(1, 5):
            make_story(
                site_tree.stories["en"],
                title=f"Far {number}",
                strand=make_strand("act"),
                region="london",
                story_date=date(2026, 1, number),
            )
        make_story(site_tree.stories["en"], title="Near", region="wales", story_date=date(2020, 1, 1))
        assert self.next_titles(client, story) == ["Near", "Far 4", "Far 3"]

    def test_never_itself_in_any_language(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"])
        make_story(site_tree.stories["cy"], story)
        assert self.next_titles(client, story) == []
        assert context_of(client, story)["read_next"] == []

    def test_few_stories_in_a_language_are_filled_from_others(self, site_tree: SmallSite, client: Client) -> None:
        welsh = make_story(site_tree.stories["cy"])
        make_story(site_tree.stories["en"], title="English", slug="english")
        (card,) = context_of(client, welsh)["read_next"]
        assert (card.title, card.is_foreign, card.url) == ("English", True, "/cy/en/stories/english/")

    def test_own_language_before_others(self, site_tree: SmallSite, client: Client) -> None:
        welsh = make_story(site_tree.stories["cy"])
        for number in range(3):
            make_story(site_tree.stories["cy"], title=f"Cymraeg {number}", story_date=date(2025, 1, 1))
            make_story(site_tree.stories["en"], story_date=date(2026, 1, 1))
        assert not any(card.is_foreign for card in context_of(client, welsh)["read_next"])

    def test_drafts_are_not_offered(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"])
        make_story(site_tree.stories["en"], live=False)
        assert self.next_titles(client, story) == []


class TestAround:
    """Languages, themes, links to lists, reading time."""

    def test_read_in(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"])
        make_story(site_tree.stories["cy"], story, slug="y-bwrdd")
        (other,) = context_of(client, story)["read_in"]
        assert (other.language.code, other.url) == ("cy", "/cy/stories/y-bwrdd/")

    def test_read_in_leaves_out_drafts(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"])
        make_story(site_tree.stories["cy"], story, live=False)
        assert context_of(client, story)["read_in"] == []

    def test_lists_that_go_on_from_here(self, site_tree: SmallSite, client: Client) -> None:
        story = make_story(site_tree.stories["en"], region="north-east")
        story.themes = [Theme.objects.create(slug="repair", names={"en": "Repair", "cy": "Trwsio"})]
        story.save()
        context = context_of(client, story)
        assert context["place_url"] == "/en/stories/?place=north-east"
        assert context["strand_url"] == "/en/stories/?strand=meet"
        assert [(theme.name, theme.url) for theme in context["themes"]] == [("Repair", "/en/stories/?theme=repair")]
        assert client.get(context["themes"][0].url).context["count"] == 1

    @pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (600, 3)])
    def test_reading_minutes(self, site_tree: SmallSite, client: Client, words: int, minutes: int) -> None:
        body = [{"type": "text", "value": f"<p>{'word ' * words}</p>"}]
        story = make_story(site_tree.stories["en"], body=body)
        assert context_of(client, story)["reading_minutes"] == minutes

    def test_pictures_bring_their_renditions(
        self, site_tree: SmallSite, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            picture = make_picture()
        values = {"picture": picture, "picture_alt": "A red lamp."}
        story = make_story(site_tree.stories["en"], **values)
        make_story(site_tree.stories["en"], **values)
        response = client.get(story.get_url())
        assert response.context["read_next"][0].picture.prefetched_renditions
        assert 'alt="A red lamp."' in response.content.decode()


def test_composition_is_the_same_in_every_language_and_never_changes(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    welsh = make_story(site_tree.stories["cy"], story)
    before = story.composition
    story.title, story.slug = "Another title", "another"
    story.save_revision().publish()
    assert StoryPage.objects.get(pk=story.pk).composition == before == welsh.composition
    assert before in (0, 1, 2)


def test_compositions_are_all_used(site_tree: SmallSite) -> None:
    """Thirty stories show each of the three: (2/3)^30 says one would be missing in 5 of a million runs."""
    assert {StoryPage().composition for _ in range(30)} == {0, 1, 2}
