"""Seeing: the report of translations, the figures, the dashboard, and the letters to translators."""

from __future__ import annotations

import csv
from io import StringIO
from time import process_time
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from languages.emails import post_digests
from languages.models import TranslationState, TranslationStatus
from languages.state import refresh
from tests.factories import SmallSite, make_organisation, make_partner_page, make_story
from tests.home.building import make_person
from tests.languages.gating import change, make_live
from tests.languages.test_letters import english_of

PAGES, CODES = 10_000, ("en", "cy", "ur", "pl", "gd", "ga")
MOST_QUERIES = 20
MOST_CPU = 0.3
"""Seconds, the best of three readings: what else a machine does meanwhile is not the report's."""


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_person(role))
    return client


def read(client: Client, **query: str) -> str:
    response = client.get(reverse("languages_report"), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def stale(site_tree: SmallSite) -> Any:
    """An English page whose change waits for its Welsh."""
    english, welsh = make_live(site_tree)
    change(english, "Coffee with milk").publish()
    return english, welsh


def test_report_lists_translations_and_leads_to_them(site_tree: SmallSite, stale: Any) -> None:
    html = read(signed_in("editor"), state="stale")
    assert reverse("translating:edit", args=[stale[1].pk]) in html
    assert "Waiting to go live together" in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "outstanding"}, True),
        ({"state": "published", "language": "cy"}, False),
        ({"language": "en"}, False),
        ({"page_type": "home.standardpage"}, True),
        ({"page_type": "stories.storypage"}, False),
        ({"q": "tea"}, True),
        ({"q": "coffee"}, False),
        ({"is_together": "true"}, True),
    ],
)
def test_report_is_narrowed(site_tree: SmallSite, stale: Any, query: dict[str, str], shown: bool) -> None:
    assert (reverse("translating:edit", args=[stale[1].pk]) in read(signed_in("editor"), **query)) is shown


def test_report_of_a_partner_and_a_strand(site_tree: SmallSite) -> None:
    organisation = make_organisation("Example Bakers")
    make_partner_page(site_tree.directories["en"], organisation).save_revision()
    story = make_story(site_tree.stories["en"])
    story.save_revision()
    client = signed_in("editor")
    found = read(client, partner=str(organisation.pk))
    assert "Example Bakers" in found
    assert story.title not in found
    assert story.title in read(client, strand=story.strand.slug)
    assert "Example Bakers" in client.get(reverse("languages_figures")).content.decode()


@pytest.mark.parametrize("ordering", ["title", "-language", "state", "words_outstanding", "-stale_since", "nonsense"])
def test_report_is_sorted(site_tree: SmallSite, stale: Any, ordering: str) -> None:
    read(signed_in("editor"), ordering=ordering)


def test_spreadsheet_has_a_row_a_translation_and_no_formulas(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"], title="=1+1")
    story.save_revision()
    response = signed_in("editor").get(reverse("languages_report"), {"export": "csv", "language": "cy"})
    rows = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))
    (row,) = [row for row in rows if row["Page"].endswith("=1+1")]
    assert row["Page"] == "'=1+1"
    assert (row["State"], row["Language"], row["Strand"]) == ("No translation", "cy", "Meet")
    assert int(row["Words to translate"]) > 0


def fill(tree: SmallSite) -> None:
    """Make the rows of 10,000 pages in six languages, as many as that without the pages themselves."""
    source, states = tree.homes["en"].pk, TranslationState.values
    rows = [
        TranslationStatus(
            translation_key=key,
            language=code,
            source_id=source,
            state=states[(number + place) % len(states)],
            is_original=code == "en",
            is_together=code in ("en", "cy"),
            words=400,
            words_outstanding=number % 400,
            title=f"Page {number}",
            page_type="stories.storypage",
            strand=("talk", "meet", "act")[number % 3],
            partner=str(number % 200),
        )
        for number, key in enumerate(uuid4() for _ in range(PAGES))
        for place, code in enumerate(CODES)
    ]
    TranslationStatus.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_report_of_10_000_pages_in_six_languages_is_quick(site_tree: SmallSite) -> None:
    fill(site_tree)
    client = signed_in("administrator")
    read(client)  # templates and addresses are remembered by the process
    for query in ({}, {"language": "cy", "state": "stale"}, {"state": "outstanding", "ordering": "-stale_since"}):
        with CaptureQueriesContext(connection) as queries:
            read(client, **query)
        asked = len(queries)  # the next request begins the log anew
        spent = min(seconds_for(client, **query) for _reading in range(3))
        print(f"{query}: {asked} queries, {spent:.3f} s")
        assert 0 < asked <= MOST_QUERIES, query
        assert spent < MOST_CPU, f"{spent:.3f} s for {query}"


def seconds_for(client: Client, **query: str) -> float:
    begun = process_time()
    read(client, **query)
    return process_time() - begun


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("translator", ["Yours to translate"]),
        ("editor", ["Waiting to go live together", "Translations out of date"]),
    ],
)
def test_dashboard_tells_each_role_what_is_theirs(
    site_tree: SmallSite, stale: Any, role: str, headings: list[str]
) -> None:
    html = signed_in(role).get(reverse("wagtailadmin_home")).content.decode()
    for heading in headings:
        assert heading in html


def make_translator(language: str = "cy") -> User:
    person = make_person("translator")
    person.language = language
    person.save()
    return person


def send(capture: Any) -> list[Any]:
    mail.outbox.clear()
    with capture(execute=True), transaction.atomic():
        post_digests()
    return [letter for letter in mail.outbox if "today" in letter.subject or "heddiw" in letter.subject]


def test_translators_get_one_letter_a_day_in_their_language(
    site_tree: SmallSite, stale: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_translator()
    (letter,) = send(django_capture_on_commit_callbacks)
    assert letter.to == [person.email]
    assert letter.extra_headers["Content-Language"] == "cy"
    assert english_of(letter) == set()
    assert reverse("translating:edit", args=[stale[1].pk]) in letter.body
    assert send(django_capture_on_commit_callbacks) == [], "One a day."


def test_translators_who_named_no_language_read_both(
    site_tree: SmallSite, stale: Any, django_capture_on_commit_callbacks: Any
) -> None:
    make_translator("")
    (letter,) = send(django_capture_on_commit_callbacks)
    assert letter.body.count("/admin/reports/translations/") == 2


def test_nobody_is_written_to_when_nothing_is_to_be_done(
    site_tree: SmallSite, django_capture_on_commit_callbacks: Any
) -> None:
    make_translator()
    assert send(django_capture_on_commit_callbacks) == []


def test_what_waits_for_a_translation_is_told_at_once(
    site_tree: SmallSite, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_translator()
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        revision.publish()
    (letter,) = [one for one in mail.outbox if one.to == [person.email]]
    assert reverse("translating:edit", args=[welsh.pk]) in letter.body
    refresh([english.translation_key])
