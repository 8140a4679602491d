"""The demonstration site, loaded once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from home.models import HomePage


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as a reader got it: the page, the response, its text, and how many queries it took."""

    page: Page
    response: HttpResponse
    html: str
    queries: int


@pytest.fixture(scope="package")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the demonstration content in a transaction that outlives single tests and is undone after the last of this folder."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_site(_loaded: None, db: None) -> HomePage:
    """The English home page of the demonstration site."""
    return HomePage.objects.get(locale__language_code="en")


def _visit(client: Client, page: Page) -> Visit:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page.url)
    asked = [query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return Visit(page, response, response.content.decode(), len(asked))


@pytest.fixture(scope="package")
def _visits(_loaded: None, django_db_blocker: DjangoDbBlocker) -> list[Visit]:
    """Every live page of the demonstration site, read once."""
    client = Client()
    with django_db_blocker.unblock():
        client.get("/en/")  # the addresses of the site's roots are remembered by the process
        pages = Page.objects.live().filter(depth__gte=2).select_related("locale")
        return [_visit(client, page) for page in pages]


@pytest.fixture
def visits(_visits: list[Visit], demo_site: HomePage) -> list[Visit]:
    """Every live page of the demonstration site, as it was read, with the database at hand."""
    return _visits
