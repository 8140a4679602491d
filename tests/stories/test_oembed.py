"""oEmbed 1.0: what a partner's site is told about a story."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from stories.models import StoryPage
from tests.factories import SmallSite, make_organisation, make_picture, make_story

ADDRESS = "http://testserver/en/stories/soup/"
NOT_OURS = [
    "",
    "soup",
    "/en/stories/soup/",
    "http://elsewhere.example/en/stories/soup/",
    "http://testserver.elsewhere.example/en/stories/soup/",
    "http://testserver@elsewhere.example/en/stories/soup/",
    "http://[testserver/en/stories/soup/",
    "http://testserver/en/",
    "http://testserver/en/stories/",
    "http://testserver/en/stories/nothing/",
    "http://testserver/cy/stories/soup/",
    "http://testserver/xx/stories/soup/",
    "http://testserver/en/soup/",
    "http://testserver/en/stories/so%00up/",
    "http://testserver/admin/",
    "http://testserver/en/stories/" + "x" * 3000,
    "javascript:alert(1)",
]


@pytest.fixture
def story(site_tree: SmallSite) -> StoryPage:
    organisation = make_organisation("The Example Repair Café")
    return make_story(site_tree.stories["en"], title="Soup & lamps", slug="soup", organisation=organisation)


def ask(client: Client, url: str = ADDRESS, **values: Any) -> Any:
    return client.get(f"/oembed/?{urlencode({'url': url, **values})}")


def test_json(story: StoryPage, client: Client) -> None:
    response = ask(client)
    answer = response.json()
    html = answer.pop("html")
    assert answer == {
        "version": "1.0",
        "type": "rich",
        "title": "Soup & lamps",
        "author_name": "The Example Repair Café",
        "provider_name": "/together",
        "provider_url": "http://testserver/",
        "cache_age": 60,
        "width": 480,
        "height": 560,
    }
    assert 'src="http://testserver/en/embed/stories/soup/"' in html
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_xml(story: StoryPage, client: Client) -> None:
    response = ask(client, format="xml")
    assert response["Content-Type"].startswith("text/xml")
    root = ET.fromstring(response.content)  # noqa: S314  # our own XML
    assert root.tag == "oembed"
    assert root.findtext("title") == "Soup & lamps"
    assert (root.findtext("html") or "").startswith("<iframe ")
    assert {child.tag: child.text for child in root if child.tag != "html"} == {
        name: str(value) for name, value in ask(client).json().items() if name != "html"
    }


@pytest.mark.parametrize(
    ("limits", "width", "height"),
    [
        ({"maxwidth": "300"}, 300, 560),
        ({"maxheight": "200"}, 480, 200),
        ({"maxwidth": "300", "maxheight": "200"}, 300, 200),
        ({"maxwidth": "4000"}, 480, 560),
        ({"maxwidth": "1"}, 1, 560),
        ({"maxwidth": "0", "maxheight": "-5"}, 480, 560),
        ({"maxwidth": "wide", "maxheight": "9" * 5000}, 480, 560),
        ({"maxwidth": "", "maxheight": "²"}, 480, 560),
    ],
)
def test_limits(story: StoryPage, client: Client, limits: dict[str, str], width: int, height: int) -> None:
    answer = ask(client, **limits).json()
    assert (answer["width"], answer["height"]) == (width, height)
    assert f'width="{width}" height="{height}"' in answer["html"]


@pytest.mark.parametrize("wanted", ["yaml", "JSON", "html"])
def test_other_formats_are_not_implemented(story: StoryPage, client: Client, wanted: str) -> None:
    assert ask(client, format=wanted).status_code == 501


def test_anything_else_is_not_found(story: StoryPage, client: Client) -> None:
    answers = {url: ask(client, url) for url in NOT_OURS}
    assert [url for url, answer in answers.items() if answer.status_code != 404] == []
    assert {answer["Content-Type"] for answer in answers.values()} == {"text/plain"}


def test_address_without_query_or_last_slash(story: StoryPage, client: Client) -> None:
    assert ask(client, "https://testserver/en/stories/soup?utm_source=x#share").status_code == 200


def test_address_with_welsh_letters(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["cy"], slug="tŷ-dŵr", title="Tŷ dŵr")
    assert ask(client, "http://testserver/cy/stories/tŷ-dŵr/").json()["title"] == "Tŷ dŵr"
    assert ask(client, "http://testserver/cy/stories/t%C5%B7-d%C5%B5r/").json()["title"] == "Tŷ dŵr"


def test_draft_is_not_found(story: StoryPage, client: Client) -> None:
    story.unpublish()
    assert ask(client).status_code == 404


def test_thumbnail_within_the_limits(
    site_tree: SmallSite, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = make_picture(size=(900, 700))
    make_story(site_tree.stories["en"], slug="soup", picture=picture, picture_decorative=True)
    answer = ask(client).json()
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (480, 360)
    assert answer["thumbnail_url"].startswith("http://testserver/media/")
    assert "thumbnail_url" not in ask(client, maxwidth="200").json()


def test_story_page_points_here(story: StoryPage, client: Client) -> None:
    address = client.get("/en/stories/soup/").context["oembed_url"]
    assert address.startswith("http://testserver/oembed/?")
    assert client.get(address).json()["title"] == "Soup & lamps"
