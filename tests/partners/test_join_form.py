"""The join and pledge form: every mistake and every way through."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from partners.form_fields import last_day
from partners.forms import JoinForm
from partners.models import Application
from tests.partners.building import Tree, make_strand

URL = "/en/take-part/pledge/"
CY = "/cy/take-part/pledge/"
ALL_WELL: dict[str, Any] = {
    "kind": "business",
    "name": "Example & Sons Bakers",
    "region": "yorkshire-and-the-humber",
    "promise": "give every new starter one paid day to volunteer with a group in their own neighbourhood.",
    "month": "5",
    "year": str(timezone.localdate().year + 1),
    "strand": "meet",
    "email": "baker@example.org",
    "agreed": "on",
    "action": "send",
}


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


def messages(client: Client, url: str = URL, **changes: Any) -> dict[str, str]:
    """Post the form with some fields changed (`None` leaves one out); return the error summary by field id."""
    data = {name: value for name, value in {**ALL_WELL, **changes}.items() if value is not None}
    response = client.post(url, data)
    assert response.status_code == 200
    assert Application.objects.count() == 0
    found = {problem.field_id: problem.message for problem in response.context["error_list"]}
    assert len(found) == len(response.context["error_list"])
    return found


def test_form_is_shown_empty_and_without_a_cookie(client: Client) -> None:
    response = client.get(URL)
    assert response.status_code == 200
    assert response.context["error_list"] == []
    assert response.context["form_action"] == URL
    assert not response.cookies
    assert "<title>Make a pledge" in response.content.decode()


@pytest.mark.parametrize(("url", "code"), [(URL, "en"), (CY, "cy")])
def test_form_asks_for_the_language_of_letters_and_offers_its_own(client: Client, url: str, code: str) -> None:
    html = client.get(url).content.decode()
    assert f'<option value="{code}" selected>' in html
    assert re.findall(r'<option value="(en|cy|ur)"', html) == ["en", "cy"]


@pytest.mark.parametrize(("chosen", "kept"), [("cy", "cy"), ("en", "en"), (None, "en")])
def test_language_of_letters_is_kept(client: Client, chosen: str | None, kept: str) -> None:
    data = {**ALL_WELL, **({"letters_in": chosen} if chosen else {})}
    assert client.post(URL, data).status_code == 303
    assert Application.objects.get().letter_language == kept


def test_language_nobody_writes_in_is_refused(client: Client) -> None:
    assert messages(client, letters_in="xx") == {"id_letters_in": "Choose a language"}


def test_form_offers_the_five_kinds_and_the_strands(client: Client) -> None:
    context = client.get(URL).context
    assert [choice.value for choice in context["kind_choices"]] == Application.Kind.values
    assert context["kind_choices"][-1].hint.startswith("You can still take part")
    assert [choice.strand.slug for choice in context["strand_choices"]] == ["meet"]
    assert not any(choice.checked for choice in [*context["kind_choices"], *context["strand_choices"]])


def test_whole_form_is_stored(client: Client) -> None:
    response = client.post(URL, ALL_WELL)
    assert response.status_code == 303
    assert response["Location"] == f"{URL}?done=sent"
    stored = Application.objects.get()
    assert stored.state == Application.State.SENT
    assert (stored.kind, stored.name, stored.region) == (
        "business",
        "Example & Sons Bakers",
        "yorkshire-and-the-humber",
    )
    assert stored.due == date(int(ALL_WELL["year"]), 5, 31)
    assert stored.strand is not None
    assert stored.strand.slug == "meet"
    assert (stored.email, stored.language, stored.agreed) == ("baker@example.org", "en", True)


def test_thanks_are_shown_as_a_status(client: Client) -> None:
    response = client.get(f"{URL}?done=sent")
    assert response.context["done"] == "sent"
    assert 'role="status"' in response.content.decode()


def test_thanks_are_shown_only_for_known_words(client: Client) -> None:
    assert client.get(f"{URL}?done=<script>").context["done"] == ""


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


def test_just_me_needs_only_an_address(client: Client) -> None:
    response = client.post(URL, {"kind": "person", "email": "me@example.org", "action": "send"})
    assert response.status_code == 303
    stored = Application.objects.get()
    assert stored.is_person
    assert (stored.name, stored.promise, stored.due, stored.strand) == ("", "", None, None)


def test_just_me_may_say_more(client: Client) -> None:
    assert client.post(URL, {**ALL_WELL, "kind": "person", "name": "Sam", "agreed": ""}).status_code == 303
    assert Application.objects.get().promise == ALL_WELL["promise"]


def test_just_me_with_half_a_date(client: Client) -> None:
    assert messages(client, kind="person", year=None) == {"id_year": "Enter a year with four numbers"}


def test_errors_are_in_welsh_when_welsh_is_chosen(client: Client) -> None:
    """Every message goes through the catalogue of the active language: marked words come out marked."""
    with translation.override("cy"):
        form = JoinForm({"action": "send"})
        expected = {name: str(field.error_messages["required"]) for name, field in form.fields.items()}
    shown = messages(client, CY, **dict.fromkeys(ALL_WELL))
    assert shown["id_email"] == expected["email"]
    assert shown["id_strand_0"] == expected["strand"]


def test_form_in_welsh_stores_the_language(client: Client) -> None:
    response = client.post(CY, ALL_WELL)
    assert response["Location"] == f"{CY}?done=sent"
    assert Application.objects.get().language == "cy"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_post_from_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    assert client.post(URL, ALL_WELL, headers=headers).status_code == 403
    assert Application.objects.count() == 0


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_post_from_our_own_page_is_taken(headers: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, ALL_WELL, headers=headers).status_code == 303


def test_other_pages_do_not_mind_a_post_from_our_own_page(client: Client) -> None:
    assert client.post("/en/partners/", {}).status_code == 200


def test_a_double_click_stores_one_and_writes_once(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(URL, ALL_WELL) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Application.objects.count() == 1
    assert len(mailoutbox) == 1


def test_the_same_form_with_another_address_is_another_pledge(client: Client) -> None:
    client.post(URL, ALL_WELL)
    client.post(URL, {**ALL_WELL, "email": "other@example.org"})
    assert Application.objects.count() == 2


def test_the_page_previews_with_its_form(tree: Tree, rf: Any) -> None:
    page = tree.joins["en"]
    response = page.make_preview_request()
    assert 'id="join-form"' in response.content.decode()
