"""An English page with a body of every kind of text, and its translation into Welsh at work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from accounts.models import User
from home.models import StandardPage
from languages.translating.rows import Row
from languages.translating.starting import start
from languages.translating.worksheet import Worksheet
from languages.translating.workspace import job_of
from tests.home.building import Tree

TEXT = '<p>Bring a <b>chair</b> &amp; soup.</p><p>See <a href="https://example.org/en">the list</a>.</p>'
BODY: list[dict[str, Any]] = [
    {"type": "heading", "value": {"text": "Who comes", "level": "2"}, "id": "b-heading"},
    {"type": "text", "value": TEXT, "id": "b-text"},
    {"type": "facts", "value": {"heading": "", "facts": [{"label": "When", "value": "On Saturday"}]}, "id": "b-facts"},
]
WELSH = {
    "Pull up a chair": "Tynnwch gadair",
    "A page about chairs.": "Tudalen am gadeiriau.",
    "Who comes": "Pwy sy'n dod",
    "Bring a <b>chair</b> &amp; soup.": "Dewch â <b>chadair</b> &amp; chawl.",
    'See <a id="a1">the list</a>.': 'Gweler <a id="a1">y rhestr</a>.',
    "When": "Pryd",
    "On Saturday": "Ddydd Sadwrn",
}


@dataclass
class Pair:
    """An English page and its Welsh draft."""

    english: Any
    welsh: Any

    def worksheet(self) -> Worksheet:
        """Return the worksheet as it is now."""
        return job_of(Page.objects.get(pk=self.welsh.pk).specific).worksheet()

    def row(self, text: str) -> Row:
        """Return the row of the original's text."""
        return next(row for row in self.worksheet().rows if row.segment.text == text)

    def fresh(self) -> Any:
        """Return the latest draft of the Welsh page."""
        return Page.objects.get(pk=self.welsh.pk).specific.get_latest_revision_as_object()


def make_english(
    tree: Tree, body: Iterable[Mapping[str, Any]] = BODY, language: str = "en", **values: Any
) -> StandardPage:
    """Make a live page with a revision, in English or another language; past the gate, which is not the subject here."""
    texts = {"title": "Pull up a chair", "slug": "pull-up", "summary": "A page about chairs.", **values}
    page = StandardPage(body=json.dumps(list(body)), locale_id=tree.sections[language].locale_id, **texts)
    tree.sections[language].add_child(instance=page)
    return put_live(page)


def put_live(page: Any) -> Any:
    """Make `page` what readers read, and return it fresh."""
    revision = page.save_revision()
    values = {"live": True, "live_revision": revision, "has_unpublished_changes": False}
    Page.objects.filter(pk=page.pk).update(**values)
    return Page.objects.get(pk=page.pk).specific


def change_english(page: StandardPage, body: Iterable[Mapping[str, Any]] | None = None, **values: Any) -> None:
    """Change the live English page."""
    page = StandardPage.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    if body is not None:
        page.body = json.dumps(list(body))
    page.save()
    put_live(page)


def make_pair(tree: Tree, by: User | None = None, **values: Any) -> Pair:
    """Make an English page and begin its Welsh translation."""
    english = make_english(tree, **values)
    return Pair(english, start(english, Locale.objects.get(language_code="cy"), by).specific)


def form_of(pair: Pair, words: Mapping[str, str] | None = None, **more: str) -> dict[str, str]:
    """Return what the browser sends: every input as it is shown, `words` (by the original's text) instead of some."""
    job = job_of(Page.objects.get(pk=pair.welsh.pk).specific)
    worksheet = job.worksheet()
    data = {"original": str(job.original.revision_id), "draft": str(job.page.latest_revision_id or 0)}
    data["slug"] = worksheet.target.page.slug
    from languages.translating.saving import shown_words

    for row in worksheet.rows:
        data[f"w-{row.key}"] = (words or {}).get(row.segment.text, shown_words(row, row.text))
    return {**data, "do": "save", **more}


def send(client: Client, pair: Pair, words: Mapping[str, str] | None = None, **more: str) -> Any:
    """Send the worksheet; a plain text is given as it is typed, not as HTML."""
    return client.post(reverse("translating:edit", args=[pair.welsh.pk]), form_of(pair, words, **more))


def translate_all(client: Client, pair: Pair, **more: str) -> Any:
    """Translate everything."""
    return send(client, pair, WELSH, **more)
