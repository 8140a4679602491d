"""The join and pledge form: every mistake and every way through."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from partners.forms import JoinForm
from partners.models import Application
from tests.partners.building import Tree, make_strand
from tests.partners.join_form import ALL_WELL, CY, URL, messages


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


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
