"""The profile of a partner: what it shows and what it asks of the database."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.partners.building import Tree, make_partner, make_pledge, make_strand


def test_profile_shows_the_newest_pledge_that_has_not_lapsed(tree: Tree, client: Client) -> None:
    organisation = make_partner(tree.directories["en"], "Bakers", main_strand=make_strand())
    make_pledge(organisation, "gone.", state="lapsed", updated="2026-11-20")
    make_pledge(organisation, "older.", updated="2026-10-01")
    make_pledge(organisation, "newer.", updated="2026-11-01")
    response = client.get("/en/partners/bakers/")
    assert response.context["pledge"].text == "newer."
    assert "newer." in response.content.decode()


def test_profile_without_a_pledge(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["en"], "Bakers")
    response = client.get("/en/partners/bakers/")
    assert response.status_code == 200
    assert response.context["pledge"] is None


def count(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_profile_asks_for_the_organisation_and_its_pledge_in_two(tree: Tree, client: Client) -> None:
    strand = make_strand()
    organisation = make_partner(tree.directories["en"], "Bakers", main_strand=strand)
    without = count(client, "/en/partners/bakers/")
    make_pledge(organisation, strand=strand)
    assert count(client, "/en/partners/bakers/") == without
    assert without <= 12


def test_profile_previews(tree: Tree) -> None:
    organisation = make_partner(tree.directories["en"], "Bakers")
    page = organisation.pages.get()
    for mode, _label in page.preview_modes:
        response: Any = page.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert "Bakers" in response.content.decode()


def test_form_asks_for_the_strands_only(tree: Tree, client: Client) -> None:
    make_strand()
    make_strand("talk", 1, "talk")
    assert count(client, "/en/take-part/pledge/") <= 12
