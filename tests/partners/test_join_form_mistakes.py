"""What the form for a pledge says to mistakes, and keeps of what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from partners.form_fields import last_day
from partners.models import Application
from tests.partners.building import Tree, make_strand
from tests.partners.join_form import ALL_WELL, URL, messages


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


def test_empty_form_names_everything_in_order(client: Client) -> None:
    response = client.post(URL, {"action": "send"})
    assert [problem.field_id for problem in response.context["error_list"]] == [
        "id_kind_0",
        "id_name",
        "id_region",
        "id_promise",
        "id_month",
        "id_year",
        "id_strand_0",
        "id_email",
        "id_agreed",
    ]


def test_errors_lead_to_fields_that_exist(client: Client) -> None:
    response = client.post(URL, {"action": "send"})
    page = response.content.decode()
    for problem in response.context["error_list"]:
        assert f'href="#{problem.field_id}"' in page
        assert f'id="{problem.field_id}"' in page
    assert page.count("<title>Error:") == 1
    assert 'role="alert"' in page


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("kind", None, "Choose who is pledging"),
        ("kind", "martian", "Choose who is pledging"),
        ("name", "", "Enter the name of your organisation"),
        ("name", " \t\n", "Enter the name of your organisation"),
        ("name", "x" * 121, "Use a shorter name, of up to 120 characters"),
        ("region", "", "Choose your nation or region"),
        ("region", "atlantis", "Choose your nation or region"),
        ("promise", "", "Write what you pledge to do"),
        ("promise", "word " * 41, "Make your pledge shorter: up to 40 words"),
        ("promise", "x" * 601, "Make your pledge shorter: up to 40 words"),
        ("month", "", "Enter a month as a number from 1 to 12"),
        ("month", "May", "Enter a month as a number from 1 to 12"),
        ("month", "0", "Enter a month as a number from 1 to 12"),
        ("month", "13", "Enter a month as a number from 1 to 12"),
        ("month", "9" * 5000, "Enter a month as a number from 1 to 12"),
        ("year", "", "Enter a year with four numbers"),
        ("year", "27", "Enter a year with four numbers"),
        ("year", "next", "Enter a year with four numbers"),
        ("strand", None, "Choose the strand that fits best"),
        ("strand", "swim", "Choose the strand that fits best"),
        ("strand", "\x00", "Choose the strand that fits best"),
        ("kind", "\x00", "Choose who is pledging"),
        ("region", "\x00", "Choose your nation or region"),
        ("email", "", "Enter an email address, like name@example.org"),
        ("email", "baker\x00@example.org", "Enter an email address, like name@example.org"),
        ("email", "baker", "Enter an email address, like name@example.org"),
        ("email", "a" * 250 + "@example.org", "Enter an email address, like name@example.org"),
        ("agreed", None, "Tick the box to say that you can speak for your organisation"),
        ("leave_empty", "buy now", "Empty this box. It is there to catch messages sent by programs."),
    ],
)
def test_each_mistake_has_its_message(client: Client, field: str, typed: str | None, message: str) -> None:
    suffix = "_0" if field in ("kind", "strand") else ""
    assert messages(client, **{field: typed}) == {f"id_{field}{suffix}": message}


def test_forty_words_are_not_too_many(client: Client) -> None:
    assert client.post(URL, {**ALL_WELL, "promise": "word " * 40}).status_code == 303


def test_month_that_has_passed(client: Client) -> None:
    today = timezone.localdate()
    month, year = (today.month - 1, today.year) if today.month > 1 else (12, today.year - 1)
    assert messages(client, month=month, year=year) == {"id_month": "Choose a month that has not passed yet"}


def test_this_month_is_still_to_come(client: Client) -> None:
    today = timezone.localdate()
    assert client.post(URL, {**ALL_WELL, "month": today.month, "year": today.year}).status_code == 303


def test_month_beyond_five_years(client: Client) -> None:
    today = timezone.localdate()
    month, year = (today.month + 1, today.year + 5) if today.month < 12 else (1, today.year + 6)
    assert messages(client, month=month, year=year) == {"id_year": "Choose a month within the next five years"}


def test_month_five_years_from_now(client: Client) -> None:
    today = timezone.localdate()
    assert client.post(URL, {**ALL_WELL, "month": today.month, "year": today.year + 5}).status_code == 303


def test_last_day_of_a_leap_february() -> None:
    assert last_day(2028, 2) == date(2028, 2, 29)


def test_what_was_typed_is_kept(client: Client) -> None:
    response = client.post(URL, {**ALL_WELL, "email": "baker"})
    page = response.content.decode()
    assert 'value="Example &amp; Sons Bakers"' in page
    assert "give every new starter one paid day" in page
    assert 'value="baker"' in page
    assert [choice.value for choice in response.context["kind_choices"] if choice.checked] == ["business"]
    assert [choice.value for choice in response.context["strand_choices"] if choice.checked] == ["meet"]
    assert response.context["words_left"] == 24
    assert "no-store" in response["Cache-Control"]


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = client.post(URL, {**ALL_WELL, "email": "x", "name": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_letters_with_marks_are_kept(client: Client) -> None:
    client.post(URL, {**ALL_WELL, "name": "Tŷ Dŵr Âl", "promise": "agor ein tŷ bob dydd Gwener."})
    assert Application.objects.get().name == "Tŷ Dŵr Âl"


def test_line_breaks_and_control_characters_become_spaces(client: Client) -> None:
    client.post(URL, {**ALL_WELL, "name": "Bakers\r\nBcc: all@example.org\x00\x07", "promise": "bake\n\nbread"})
    stored = Application.objects.get()
    assert stored.name == "Bakers Bcc: all@example.org"
    assert stored.promise == "bake bread"
