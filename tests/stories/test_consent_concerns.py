"""A reader reports a concern; the safeguarding contact hides the story with one click; an editor deals with it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from stories.consent import concerns
from stories.consent.concerns import hide_link
from stories.models import Concern, StoryPage
from tests.factories import SmallSite, make_story
from tests.home.building import make_person
from upkeep.models import Effect


@pytest.fixture
def story(site_tree: SmallSite) -> StoryPage:
    story = make_story(site_tree.stories["en"], title="The bench")
    make_story(site_tree.stories["cy"], story)
    return story


def form(story: StoryPage) -> str:
    return f"/en/concern/{story.pk}/"


def concern_about(story: StoryPage) -> Concern:
    values = {"text": "A child", "email": "", "language": "en", "network": ""}
    return concerns.report(story, **values)


def test_story_leads_to_the_form(story: StoryPage, client: Client) -> None:
    assert form(story) in client.get(story.get_url()).content.decode()


def test_concern_reaches_the_safeguarding_contact_without_what_was_typed(story: StoryPage, client: Client) -> None:
    response = client.post(form(story), {"text": "I am worried <b>", "email": "reader@example.org"})
    assert response.status_code == 303
    assert "Thank you" in client.get(response["Location"]).content.decode()
    letter = Effect.objects.get(kind="mail").payload["message"]
    assert letter["to"] == ["safeguarding@together.example"]
    assert "worried <b>" not in letter["body"]
    assert "/concern/hide/" in letter["body"]


def test_double_click_is_one_concern(story: StoryPage, client: Client) -> None:
    for _click in range(2):
        client.post(form(story), {"text": "I am worried"})
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"text": ""}, "Say what you are worried about"),
        ({"text": "x", "email": "nobody"}, "Enter an email address"),
        ({"text": "x", "leave_empty": "http://spam.example"}, "Empty this box"),
        ({"text": "x" * 4001}, "Make your message shorter"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(
    story: StoryPage, client: Client, sent: dict[str, str], message: str
) -> None:
    response = client.post(form(story), sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert sent["text"] in response.content.decode()


def test_flood_is_turned_away(story: StoryPage, client: Client) -> None:
    answers = [client.post(form(story), {"text": f"Spam {n}"}).status_code for n in range(30)]
    assert answers.count(303) == concerns.FROM_ONE_NETWORK.count
    assert Concern.objects.count() == concerns.FROM_ONE_NETWORK.count


def test_concern_from_another_site_is_refused(story: StoryPage, client: Client) -> None:
    assert client.post(form(story), {"text": "x"}, headers={"Origin": "https://evil.example"}).status_code == 403


def test_nul_and_emoji_are_taken(story: StoryPage, client: Client) -> None:
    assert client.post(form(story), {"text": "\0 worried \U0001f61f"}).status_code == 303


def test_one_click_hides_every_language(story: StoryPage, client: Client) -> None:
    link = hide_link(concern_about(story)).removeprefix("http://testserver")
    assert "Hide the story" in client.get(link).content.decode()
    assert StoryPage.objects.live().count() == 2, "programs that open links hide nothing"
    client.post(link)
    assert StoryPage.objects.live().count() == 0
    assert client.get(story.get_url()).status_code == 404
    assert "The story is hidden" in client.get(link).content.decode()
    client.post(link)
    assert Concern.objects.get().state == "hidden"


@pytest.mark.parametrize("signed", ["1", "x" * 40, "MQ:1vNxyz:abc"])
def test_forged_link_answers_404(story: StoryPage, client: Client, signed: str) -> None:
    assert client.post(f"/en/concern/hide/{signed}/").status_code == 404


def test_hidden_story_goes_live_again_only_after_the_concern_is_dealt_with(story: StoryPage, client: Client) -> None:
    concern = concern_about(story)
    moderator = make_person("moderator")
    client.force_login(moderator)
    deal = reverse("wagtailsnippets_stories_concern:deal", args=[concern.pk])
    client.post(deal, {"decision": "hide"})
    assert not StoryPage.objects.live().exists()
    client.post(deal, {"decision": "close"})
    concern.refresh_from_db()
    assert concern.closed_by == moderator
    story.refresh_from_db()
    story.save_revision().publish()
    assert StoryPage.objects.get(pk=story.pk).live


@pytest.mark.parametrize(
    ("role", "allowed"), [("moderator", True), ("administrator", True), ("editor", False), ("translator", False)]
)
def test_concerns_are_for_moderators(story: StoryPage, client: Client, role: str, allowed: bool) -> None:
    concern = concern_about(story)
    client.force_login(make_person(role))
    seen = client.get(reverse("wagtailsnippets_stories_concern:inspect", args=[concern.pk]))
    dealt = client.post(reverse("wagtailsnippets_stories_concern:deal", args=[concern.pk]), {"decision": "hide"})
    assert (seen.status_code == 200) is allowed
    assert (dealt.status_code == 302 and StoryPage.objects.live().count() == 0) is allowed
