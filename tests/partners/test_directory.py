"""The A to Z of partners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from languages.alphabet import sort_key
from partners.models import Organisation, OrganisationRegion
from tests.partners.building import (
    Tree,
    build_tree,
    make_organisation,
    make_partner,
    make_picture,
    make_profile,
    make_strand,
    make_words,
)
from tests.partners.directory_page import headings, names, shown


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cor", ["Côr Cwm"]),
        ("CÔR", ["Côr Cwm"]),
        ("grwp", ["Tref Walking Group"]),
        ("walking", ["Tref Walking Group"]),
        ("  côr   cwm ", ["Côr Cwm"]),
        ("no such", []),
        ("'; DROP TABLE", []),
        ("%", []),
    ],
)
def test_filter_by_name_knows_no_marks(tree: Tree, client: Client, typed: str, found: list[str]) -> None:
    make_partner(tree.directories["en"], "Côr Cwm")
    make_partner(tree.directories["en"], "Tref Walking Group", name_cy="Grŵp Cerdded Tref")
    response = client.get("/en/partners/", {"name": typed})
    assert names(response.context) == found


def test_filter_by_sector_and_region(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["en"], "Bakers", sector="business", region="scotland")
    make_partner(tree.directories["en"], "Buses", sector="business", region="wales")
    make_partner(tree.directories["en"], "Choir", sector="arts", region="wales")
    assert names(shown(client, query="?sector=business")) == ["Bakers", "Buses"]
    assert names(shown(client, query="?region=wales")) == ["Buses", "Choir"]
    context = shown(client, query="?region=wales&sector=business")
    assert names(context) == ["Buses"]
    assert (context["count"], context["total"], context["region_count"]) == (1, 3, 2)


def test_filter_by_region_finds_who_works_there_too(tree: Tree, client: Client) -> None:
    trust = make_partner(tree.directories["en"], "Trust", region="london")
    make_partner(tree.directories["en"], "Club", region="london")
    OrganisationRegion.objects.create(organisation=trust, region="south-east")
    OrganisationRegion.objects.create(organisation=trust, region="wales")
    assert names(shown(client, query="?region=south-east")) == ["Trust"]


@pytest.mark.parametrize("query", ["?sector=nonsense", "?region=atlantis", "?sector=&region=&name="])
def test_filter_unknown_values_filter_nothing(tree: Tree, client: Client, query: str) -> None:
    make_partner(tree.directories["en"], "Bakers")
    context = shown(client, query=query)
    assert names(context) == ["Bakers"]
    assert not context["filters"].is_active


@pytest.mark.parametrize("name", ["\x00", "x" * 5000, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_filter_survives_absurd_names(tree: Tree, client: Client, name: str) -> None:
    make_partner(tree.directories["en"], "Bakers")
    response = client.get("/en/partners/", {"name": name})
    assert response.status_code == 200
    assert len(response.context["filters"].name) <= 100


def test_filter_keeps_what_was_typed_and_escapes_it(tree: Tree, client: Client) -> None:
    page = client.get("/en/partners/", {"name": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_filter_options_have_labels_in_order(tree: Tree, client: Client) -> None:
    options = shown(client, query="?region=wales")["region_options"]
    assert options[0].value == ""
    labels = [option.label for option in options[1:]]
    assert labels == sorted(labels, key=lambda label: sort_key(label, "en"))
    assert [option.value for option in options if option.selected] == ["wales"]
    assert len(options) == 13


def test_empty_directory_and_empty_result_are_told_apart(tree: Tree, client: Client) -> None:
    nobody = shown(client)
    assert (nobody["count"], nobody["total"]) == (0, 0)
    make_partner(tree.directories["en"], "Bakers")
    nothing = shown(client, query="?name=zzz")
    assert (nothing["count"], nothing["total"], nothing["groups"]) == (0, 1, [])


@pytest.mark.parametrize("standing", ["applied", "paused", "left"])
def test_only_those_who_take_part_are_listed(tree: Tree, client: Client, standing: str) -> None:
    make_partner(tree.directories["en"], "Gone", standing=standing)
    assert names(shown(client)) == []


def test_drafts_and_organisations_without_a_profile_are_not_listed(tree: Tree, client: Client) -> None:
    make_profile(tree.directories["en"], make_organisation("Draft"), live=False)
    make_organisation("Nothing")
    assert shown(client)["total"] == 0


def test_private_profiles_are_not_listed(tree: Tree, client: Client) -> None:
    from wagtail.models import PageViewRestriction

    page = make_profile(tree.directories["en"], make_organisation("Private"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert shown(client)["total"] == 0


def test_profile_in_the_language_of_the_page_wins(tree: Tree, client: Client) -> None:
    group = make_organisation("Walking Group", name_cy="Grŵp Cerdded")
    make_profile(tree.directories["en"], group)
    make_profile(tree.directories["cy"], group, title="Grŵp Cerdded")
    card = shown(client, "cy")["groups"][0].cards[0]
    assert (card.name, card.url, card.language) == ("Grŵp Cerdded", "/cy/partners/gr%C5%B5p-cerdded/", None)
    assert headings(shown(client, "cy")) == ["G"]
    assert headings(shown(client, "en")) == ["W"]


def test_profile_in_another_language_is_shown_and_marked(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["en"], "Bakers")
    card = shown(client, "cy")["groups"][0].cards[0]
    assert card.language.code == "en"
    assert card.url == "/cy/en/partners/bakers/"
    assert client.get(card.url).status_code == 200
    assert '<bdi lang="en">English</bdi>' in client.get("/cy/partners/").content.decode()


def test_an_alias_is_no_profile(tree: Tree, client: Client) -> None:
    organisation = make_organisation("Bakers")
    page = make_profile(tree.directories["en"], organisation)
    page.copy_for_translation(tree.directories["cy"].locale, copy_parents=True, alias=True)
    assert shown(client, "cy")["groups"][0].cards[0].language.code == "en"


def test_card_shows_tone_sector_region_and_initials(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["en"], "Example Row Neighbours", main_strand=make_strand(), sector="faith")
    card = shown(client)["groups"][0].cards[0]
    assert (card.tone, card.sector, card.region, card.initials, card.logo) == ("meet", "Faith", "Wales", "RN", None)


def test_directory_invites_to_the_form_of_its_language(tree: Tree, client: Client) -> None:
    assert shown(client, "cy")["join_url"] == "/cy/take-part/pledge/"
    tree.joins["cy"].unpublish()
    assert shown(client, "cy")["join_url"] == ""


def count_queries(client: Client, url: str) -> int:
    client.get(url)  # what a process asks once is not counted
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?name=part&region=wales&sector=charity"])
def test_directory_queries_do_not_grow(tree: Tree, client: Client, query: str) -> None:
    make_partner(tree.directories["en"], "Partner 0", logo=make_picture())
    few = count_queries(client, f"/cy/partners/{query}")
    for number in range(1, 30):
        make_partner(tree.directories["cy" if number % 2 else "en"], f"Partner {number}", logo=make_picture())
    assert count_queries(client, f"/cy/partners/{query}") == few


def test_directory_asks_three_things_more_than_a_page_of_words(tree: Tree, client: Client) -> None:
    """The profiles, their logos, and the form to join."""
    make_partner(tree.directories["en"], "Partner", logo=make_picture())
    make_words(tree.homes["en"])
    assert count_queries(client, "/en/partners/") == count_queries(client, "/en/words/") + 3


def test_card_shows_a_logo_whose_renditions_are_ready(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ready = make_picture()
    make_partner(tree.directories["en"], "Ready", logo=ready)
    make_partner(tree.directories["en"], "Unready", logo=make_picture())
    context = shown(client)
    assert [bool(card.logo) for group in context["groups"] for card in group.cards] == [True, False]


def test_directory_sets_no_cookie(tree: Tree, client: Client) -> None:
    assert not client.get("/en/partners/").cookies


def test_directory_of_many_languages_prefers_english(db: None, client: Client) -> None:
    tree = build_tree("en", "cy", "pl")
    organisation = make_organisation("Bakers")
    make_profile(tree.directories["cy"], organisation)
    make_profile(tree.directories["en"], organisation)
    assert shown(client, "pl")["groups"][0].cards[0].language.code == "en"
    assert Organisation.objects.count() == 1
