"""The demonstration site, read page by page as a crawler would."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from demo.content_files import entries
from home.models import HomePage, PeoplePage, StrandPage
from home.regions import Region
from partners.models import Organisation, PartnerPage
from stories.models import StoryPage
from tests.demo.conftest import Visit
from tests.languages.english import english_in

MOST_QUERIES = 12
pytestmark = pytest.mark.django_db


def test_every_page_answers_within_the_query_budget(visits: list[Visit]) -> None:
    assert {visit.page.url: visit.response.status_code for visit in visits if visit.response.status_code != 200} == {}
    assert {visit.page.url: visit.queries for visit in visits if visit.queries > MOST_QUERIES} == {}


def test_no_page_sets_a_cookie(visits: list[Visit]) -> None:
    assert [visit.page.url for visit in visits if visit.response.cookies] == []


def test_every_page_says_its_language_and_address(visits: list[Visit]) -> None:
    for visit in visits:
        url = visit.page.url
        assert f'<html lang="{visit.page.locale.language_code}"' in visit.html, url
        assert f'<link rel="canonical" href="http://testserver{url}">' in visit.html, url
        assert visit.html.count("<h1") == 1, url


def test_every_page_has_valid_structured_data(visits: list[Visit]) -> None:
    kinds: Counter[str] = Counter()
    for visit in visits:
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', visit.html, re.DOTALL)
        document = json.loads(found)
        assert document["@context"] == "https://schema.org"
        kinds.update(thing["@type"] for thing in document["@graph"])
    assert {"Organization", "WebSite", "Article", "BreadcrumbList", "ItemList"} <= set(kinds)


def test_no_link_of_a_page_is_broken(visits: list[Visit], client: Client) -> None:
    links: dict[str, str] = {}
    for visit in visits:
        links |= dict.fromkeys(re.findall(r'href="(/[^"#?]*)', visit.html), visit.page.url)
    known = {visit.page.url for visit in visits}
    inside = [link for link in links if not link.startswith(("/static/", "/media/")) and link not in known]
    broken = {link: links[link] for link in inside if client.get(link).status_code not in (200, 302)}
    assert broken == {}


def test_content_is_as_promised(demo_site: HomePage) -> None:
    """Issue 2: at least 16 organisations over 10 sectors and all 12 regions, 30 stories, half of them in Welsh, 8 people."""
    assert Organisation.objects.count() >= 16
    assert len(set(Organisation.objects.values_list("sector", flat=True))) >= 10
    assert set(Organisation.objects.values_list("region", flat=True)) == set(Region.values)
    stories = StoryPage.objects.live()
    keys = {story.translation_key for story in stories}
    welsh = {story.translation_key for story in stories.filter(locale__language_code="cy")}
    assert len(keys) >= 30
    assert len(welsh) * 2 >= len(keys)
    assert stories.filter(original_language="cy", locale__language_code="cy").count() >= 3
    assert sum(len(page.people) for page in PeoplePage.objects.filter(locale__language_code="en")) >= 8
    assert StrandPage.objects.filter(locale__language_code="en").count() == 3


@pytest.mark.parametrize("code", ["ur", "pl", "gd", "ga"])
def test_other_languages_show_home_a_strand_and_two_stories(demo_site: HomePage, code: str) -> None:
    live = {"locale__language_code": code, "live": True}
    assert HomePage.objects.filter(**live).count() == 1
    assert StrandPage.objects.filter(**live).count() == 1
    assert StoryPage.objects.filter(**live).count() == 2


def test_stories_are_of_the_promised_length() -> None:
    for entry in entries("stories"):
        if entry.language == "en":
            assert 200 <= len(entry.body.split()) <= 640, entry.key


def test_loading_twice_changes_nothing(demo_site: HomePage) -> None:
    story = StoryPage.objects.filter(locale__language_code="en").first()
    StoryPage.objects.filter(pk=story.pk).update(title="Changed by an editor")
    before = (Page.objects.count(), Organisation.objects.count(), PartnerPage.objects.count())
    call_command("seed_demo", verbosity=0)
    assert (Page.objects.count(), Organisation.objects.count(), PartnerPage.objects.count()) == before
    assert StoryPage.objects.get(pk=story.pk).title == "Changed by an editor"


def test_more_stories_for_measuring_cost_readers_no_more_queries(demo_site: HomePage, client: Client) -> None:
    def cost(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = [
        "/en/",
        "/en/stories/",
        "/en/stories/?strand=meet&page=2",
        "/en/partners/",
        "/en/our-work/meet/",
        "/cy/straeon/",
    ]
    before = {url: cost(url) for url in urls}
    call_command("seed_demo", stories=300, partners=60, verbosity=0)
    assert StoryPage.objects.filter(locale__language_code="en").count() == 300
    assert {url: cost(url) for url in urls} == before


def test_rule_01_no_english_leaks_into_the_welsh_demonstration(visits: list[Visit]) -> None:
    """No word of the interface is left in English (LANGUAGES, rule 1)."""
    welsh = [visit for visit in visits if visit.page.locale.language_code == "cy"]
    leaks = {visit.page.url: words for visit in welsh if (words := english_in(visit.html))}
    assert len(welsh) > 20
    assert leaks == {}
