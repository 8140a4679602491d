"""Lists of the admin: stories, the explorer, strands, themes and menus."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import Strand, Theme
from tests.home.admin_pages import SignIn
from tests.home.building import Tree, make_organisation, make_story, make_strand


def story_list(client: Client, **query: str) -> str:
    return client.get(reverse("story_list:index_results"), query).content.decode()


def test_stories_are_listed_and_filtered(tree: Tree, signed_in: SignIn) -> None:
    choir = make_organisation("Choir")
    make_story(tree.stories["en"], "Songs", organisation=choir, region="scotland", live=True)
    make_story(tree.stories["cy"], "Caneuon", region="wales")
    client = signed_in("editor")
    everything = story_list(client)
    for word in ("Songs", "Caneuon", "Cymraeg", "Meet", "Choir", "Scotland"):
        assert word in everything
    for query in (
        {"organisation": str(choir.pk)},
        {"region": "scotland"},
        {"locale": "en"},
        {"state": "live"},
        {"strand": str(make_strand().pk), "locale": "en"},
        {"q": "songs"},
    ):
        assert "Caneuon" not in story_list(client, **query), query
    assert "Songs" in story_list(client, region="scotland")


@pytest.mark.parametrize("role", ["superuser", "moderator", "editor"])
def test_stories_come_newest_first_and_a_list_costs_the_same_queries(role: str, tree: Tree, signed_in: SignIn) -> None:
    client = signed_in(role)

    def count(number: int) -> int:
        for day in range(1, number + 1):
            make_story(
                tree.stories["en"], f"Day {day:02}", organisation=make_organisation(), story_date=date(2026, 1, day)
            )
        with CaptureQueriesContext(connection) as queries:
            story_list(client)
        return len(queries)

    few = count(3)
    # The menu beside each title asks twice whether the page can be translated (wagtail-localize); we add nothing to that.
    assert count(8) - few <= 2 * 8
    shown = story_list(client)
    assert shown.index("Day 08") < shown.index("Day 01")


def test_the_explorer_shows_stories_newest_first_and_sections_in_their_order(tree: Tree, signed_in: SignIn) -> None:
    make_story(tree.stories["en"], "Old", story_date=date(2026, 1, 1))
    make_story(tree.stories["en"], "New", story_date=date(2026, 10, 1))
    client = signed_in("editor")
    shown = client.get(reverse("wagtailadmin_explore", args=[tree.stories["en"].pk])).content.decode()
    assert shown.index(">New<") < shown.index(">Old<") if ">New<" in shown else shown.index("New") < shown.index("Old")
    assert "Date of the story" in shown
    home = client.get(reverse("wagtailadmin_explore", args=[tree.homes["en"].pk])).content.decode()
    assert home.index("About") < home.index("Stories", home.index("About"))


@pytest.mark.parametrize("name", ["strands", "themes", "menus", "story_list"])
def test_lists_of_words_and_menus_open_and_filter(name: str, tree: Tree, signed_in: SignIn) -> None:
    make_strand()
    Theme.objects.create(slug="food", names={"en": "Food", "cy": "Bwyd"})
    assert signed_in("moderator").get(reverse(f"{name}:index"), {"q": "food"}).status_code == 200


def test_a_strand_is_edited_in_every_language(tree: Tree, signed_in: SignIn) -> None:
    strand = make_strand()
    url = reverse("strands:edit", args=[strand.pk])
    shown = signed_in("moderator").get(url).content.decode()
    assert 'lang="ur"' in shown
    assert 'dir="rtl"' in shown


def test_a_strand_in_use_cannot_be_deleted_and_the_admin_says_so(tree: Tree, signed_in: SignIn) -> None:
    story = make_story(tree.stories["en"])
    response = signed_in("administrator").post(reverse("strands:delete", args=[story.strand_id]), follow=True)
    assert response.status_code == 200
    assert Strand.objects.filter(pk=story.strand_id).exists()
