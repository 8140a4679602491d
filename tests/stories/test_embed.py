"""A story in somebody else's page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from stories.embed import embed_code
from stories.models import StoryPage
from tests.factories import SmallSite, make_picture, make_story


@pytest.fixture
def story(site_tree: SmallSite) -> StoryPage:
    return make_story(site_tree.stories["en"], title="Soup & lamps", slug="soup", card_quote="Stay for soup.")


def test_embed_may_stand_in_any_frame(story: StoryPage, client: Client) -> None:
    response = client.get("/en/embed/stories/soup/")
    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_story_itself_may_not(story: StoryPage, client: Client) -> None:
    response = client.get("/en/stories/soup/")
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" in response


def test_embed_has_no_script_and_no_cookie(story: StoryPage, client: Client) -> None:
    response = client.get("/en/embed/stories/soup/")
    page = response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert not re.search(r"<script|<form|style=|\son\w+=", page)
    assert response["X-Robots-Tag"] == "noindex"


def test_embed_leads_to_the_story_in_a_tab_of_its_own(story: StoryPage, client: Client) -> None:
    page = client.get("/en/embed/stories/soup/").content.decode()
    assert '<a href="http://testserver/en/stories/soup/" target="_blank" rel="noopener">Soup &amp; lamps</a>' in page
    assert '<link rel="canonical" href="http://testserver/en/stories/soup/">' in page
    assert "Stay for soup." in page


def test_embed_shows_the_picture(site_tree: SmallSite, client: Client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = make_picture()
    make_story(site_tree.stories["en"], slug="lamp", picture=picture, picture_decorative=True)
    assert "<picture>" in client.get("/en/embed/stories/lamp/").content.decode()


def test_embed_speaks_the_storys_language(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["cy"], slug="y-bwrdd")
    assert '<html lang="cy" dir="ltr">' in client.get("/cy/embed/stories/y-bwrdd/").content.decode()
    assert client.get("/en/embed/stories/y-bwrdd/").status_code == 404


def test_draft_is_not_embedded(story: StoryPage, client: Client) -> None:
    story.unpublish()
    assert client.get("/en/embed/stories/soup/").status_code == 404


def test_private_story_is_not_embedded(story: StoryPage, client: Client) -> None:
    story.view_restrictions.create(restriction_type="login")
    assert client.get("/en/embed/stories/soup/").status_code == 404


def test_embed_may_only_be_read(story: StoryPage, client: Client) -> None:
    assert client.post("/en/embed/stories/soup/").status_code == 405


def test_code_is_a_frame_without_script(story: StoryPage) -> None:
    code = embed_code(story, width=300, height=200)
    assert 'src="http://testserver/en/embed/stories/soup/"' in code
    assert 'title="Soup &amp; lamps" width="300" height="200" lang="en"' in code
    assert "allow-scripts" not in code
    assert "sandbox=" in code
