"""A small site to search, and a way to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from languages.locales import forget_locales
from partners.models import Pledge
from search.results import Result
from tests.factories import (
    SmallSite,
    build_site,
    make_organisation,
    make_partner_page,
    make_standard_page,
    make_story,
    make_strand,
)

Ask = Callable[..., dict[str, Any]]


def paragraph(text: str) -> list[tuple[str, str]]:
    """Return a body of one paragraph."""
    return [("text", f"<p>{text}</p>")]


def fill(tree: SmallSite) -> SmallSite:
    """Add soup to a site: in a story, a profile, a pledge and a page; and Welsh words with marks."""
    kitchen = make_organisation("Saltmarsh Example Kitchen", sector="charity", region="south-east")
    Pledge.objects.create(
        organisation=kitchen,
        promise={"en": "Give soup to every neighbour", "cy": "Rhoi cawl i bob cymydog"},
        updated=date(2026, 11, 1),
    )
    make_partner_page(tree.directories["en"], kitchen, summary="A kitchen that serves soup and bread.")
    make_partner_page(tree.directories["cy"], kitchen, summary="Cegin sy’n rhannu bara.")
    make_story(
        tree.stories["en"],
        title="The Saturday table",
        slug="the-saturday-table",
        summary="People bring what is broken and stay for soup.",
        locality="Northbeck",
        region="north-east",
        strand=make_strand("meet"),
        organisation=make_organisation("Example Bakers"),
        body=paragraph("The first thing anyone mended was a toaster. Rosa brought a lamp."),
    )
    guides = make_standard_page(tree.sections["en"], title="Guides")
    make_standard_page(guides, title="How to host a Long Lunch", body=paragraph("One pot of soup."))
    make_standard_page(tree.sections["en"], title="Slashes", summary="Come /together on Friday/Sunday, either/or.")
    make_story(tree.stories["cy"], title="Tŷ’r Ŵyl", summary="Pawb yn dod at ei gilydd.", locality="Sampl")
    make_story(tree.stories["cy"], title="Gwyl y Ty", summary="Cymdeithas Gŵyl.")
    return tree


@pytest.fixture
def found_site(site_tree: SmallSite) -> SmallSite:
    """A site to search and to change."""
    return fill(site_tree)


@pytest.fixture(scope="module")
def read_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[SmallSite]:
    """A site to search only, made once for all tests of a module. Each test's own transaction lies inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_locales()
        yield fill(build_site("en", "cy"))
        transaction.set_rollback(True)
    forget_locales()


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the results page and returns its context."""

    def asked(text: str, language: str = "en", **options: Any) -> dict[str, Any]:
        response = client.get(f"/{language}/search/", {"q": text, **options})
        assert response.status_code == 200
        return {key: response.context[key] for key in response.context.keys()}  # noqa: SIM118  # no mapping

    return asked


def titles(context: dict[str, Any]) -> set[str]:
    """Return the titles shown."""
    results: list[Result] = context.get("results", [])
    return {result.title for result in results}


def counts(context: dict[str, Any]) -> dict[str, int]:
    """Return the facet counts by kind."""
    return {facet["kind"]: facet["count"] for facet in context["facets"]}
