"""What readers of each language meet: the front door, the switcher, pages without a translation."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from home.models import HomePage
from languages.views import negotiate
from tests.factories import SmallSite, add_page, make_standard_page, make_story


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("cy", "cy"),
        ("cy-GB,en;q=0.5", "cy"),
        ("en;q=0.5,cy;q=0.9", "cy"),
        ("pl,fr", "en"),
        ("", "en"),
        ("*", "en"),
        ("nonsense;;q=x", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_negotiate(header: str, expected: str) -> None:
    assert negotiate(header, {"en", "cy"}) == expected


def test_front_door_sends_readers_on_without_a_cookie(site_tree: SmallSite, client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": "cy"})
    assert (response.status_code, response["Location"]) == (302, "/cy/")
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_rule_2_switcher_leads_to_the_same_page_and_keeps_the_query(site_tree: SmallSite, client: Client) -> None:
    html = client.get("/en/stories/?strand=meet&page=1").content.decode()
    assert 'href="/cy/stories/?strand=meet&amp;page=1"' in html
    assert 'lang="cy"' in html


def test_rule_2_switcher_says_where_there_is_no_translation(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"])
    html = client.get(story.url).content.decode()
    assert f'href="/cy/en/stories/{story.slug}/"' in html


def test_rule_3_untranslated_page_is_honest(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"])
    response = client.get(f"/cy/en/stories/{story.slug}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="cy"' in html
    assert 'id="main" tabindex="-1" lang="en" dir="ltr"' in html
    assert f'<link rel="canonical" href="http://testserver/en/stories/{story.slug}/">' in html
    assert "noindex" in html
    assert response["X-Robots-Tag"] == "noindex"
    assert "hreflang=" not in html.split("</head>")[0]


def test_untranslated_address_leads_to_the_translation_once_there_is_one(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"])
    translation = make_story(site_tree.stories["cy"], story, slug="stori")
    response = client.get(f"/cy/en/stories/{story.slug}/")
    assert (response.status_code, response["Location"]) == (302, translation.url)


def test_untranslated_address_shows_no_draft(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"], live=False)
    assert client.get(f"/cy/en/stories/{story.slug}/").status_code == 404


def test_a_language_without_home_page_is_not_offered(site_tree: SmallSite, client: Client) -> None:
    assert client.get("/gd/").status_code == 404
    assert 'hreflang="gd"' not in client.get("/en/").content.decode()


def test_a_draft_home_page_offers_nothing(site_tree: SmallSite, client: Client) -> None:
    HomePage.objects.filter(pk=site_tree.homes["cy"].pk).update(live=False)
    assert client.get("/cy/").status_code == 404
    assert client.get("/", headers={"Accept-Language": "cy"})["Location"] == "/en/"


def test_rule_4_alternates_stand_between_live_translations(site_tree: SmallSite, client: Client) -> None:
    page = make_standard_page(site_tree.homes["en"], slug="about")
    make_standard_page(site_tree.homes["cy"], page, slug="amdanom")
    head = client.get("/cy/amdanom/").content.decode().split("</head>")[0]
    for code, path in (("en", "/en/about/"), ("cy", "/cy/amdanom/"), ("x-default", "/en/about/")):
        assert f'<link rel="alternate" hreflang="{code}" href="http://testserver{path}">' in head


def test_alias_is_no_translation(site_tree: SmallSite, client: Client) -> None:
    page = make_standard_page(site_tree.homes["en"], slug="about")
    page.create_alias(
        parent=site_tree.homes["cy"], update_locale=site_tree.homes["cy"].locale, reset_translation_key=False
    )
    assert 'hreflang="cy"' not in client.get("/en/about/").content.decode().split("</head>")[0]


def test_sitemap_has_every_language_with_its_alternates(site_tree: SmallSite, client: Client) -> None:
    part = client.get(reverse("sitemap_part", kwargs={"section": "pages"}))
    tree = ElementTree.fromstring(part.content)  # noqa: S314  # our own answer
    addresses = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert {"http://testserver/en/", "http://testserver/cy/", "http://testserver/cy/stories/"} <= set(addresses)
    links = [node.get("hreflang") for node in tree.iter("{http://www.w3.org/1999/xhtml}link")]
    assert {"en", "cy", "x-default"} == set(links)


def test_pages_of_another_tree_are_not_found_under_a_false_locale(site_tree: SmallSite, client: Client) -> None:
    make_standard_page(site_tree.homes["en"], slug="about")
    assert client.get("/cy/about/").status_code == 404


def test_private_page_asks_for_its_password(site_tree: SmallSite, client: Client) -> None:
    page = make_standard_page(site_tree.homes["en"], slug="secret", summary="marker-word")
    page.view_restrictions.create(restriction_type="password", password="open")
    response = client.get("/en/secret/")
    assert "marker-word" not in response.content.decode()
    assert client.get("/cy/en/secret/").status_code == 404


def test_page_below_a_private_page_is_private(site_tree: SmallSite, client: Client) -> None:
    above = make_standard_page(site_tree.homes["en"], slug="above")
    add_page(above, type(above), slug="below", summary="marker-word")
    above.view_restrictions.create(restriction_type="password", password="open")
    assert "marker-word" not in client.get("/en/above/below/").content.decode()
