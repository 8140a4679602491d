"""A form saved for later: what is kept of it, the link that leads back, and finishing it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from partners.models import Application
from tests.partners.building import Tree, make_application, make_strand
from tests.partners.join_form import ALL_WELL, URL
from tests.partners.test_letters import Capture, State, link_in


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


def save(client: Client, capture: Capture, url: str = URL, **fields: Any) -> Application:
    with capture(execute=True):
        response = client.post(url, {"email": "baker@example.org", "action": "save", **fields})
    assert response.status_code == 303
    assert response["Location"] == f"{url}?done=saved"
    return Application.objects.latest("pk")


def test_saving_needs_only_the_address(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    assert saved.state == State.SAVED
    [message] = mailoutbox
    assert link_in(message) == f"/en/join/resume/{saved.token}/"


def test_saving_without_an_address_says_so(client: Client) -> None:
    response = client.post(URL, {"promise": "bake bread", "action": "save"})
    assert [problem.field_id for problem in response.context["error_list"]] == ["id_email"]
    assert "bake bread" in response.content.decode()
    assert Application.objects.count() == 0


def test_saving_what_cannot_be_kept_says_so(client: Client) -> None:
    response = client.post(URL, {"email": "b@example.org", "month": "5", "promise": "x " * 41, "action": "save"})
    assert [problem.field_id for problem in response.context["error_list"]] == ["id_promise", "id_year"]


def test_coming_back_fills_the_form(client: Client, django_capture_on_commit_callbacks: Capture) -> None:
    kept = {**ALL_WELL, "action": "save", "agreed": ""}
    saved = save(client, django_capture_on_commit_callbacks, **kept)
    url = f"/en/join/resume/{saved.token}/"
    response = client.get(url)
    page = response.content.decode()
    assert response.context["form_action"] == url
    assert response.context["is_resumed"]
    assert [choice.value for choice in response.context["kind_choices"] if choice.checked] == ["business"]
    assert [choice.value for choice in response.context["strand_choices"] if choice.checked] == ["meet"]
    assert 'value="Example &amp; Sons Bakers"' in page
    assert "give every new starter one paid day" in page
    assert 'value="5"' in page
    assert 'value="baker@example.org"' in page
    assert "no-store" in response["Cache-Control"]


def test_finishing_sends_it_once(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    mail.outbox.clear()
    url = f"/en/join/resume/{saved.token}/"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, ALL_WELL)["Location"] == f"{URL}?done=sent"
    again = client.post(url, ALL_WELL)
    assert again["Location"] == f"/en/join/confirm/{saved.token}/"
    stored = Application.objects.get()
    assert (stored.state, stored.name) == (State.SENT, "Example & Sons Bakers")
    assert stored.due == date(int(ALL_WELL["year"]), 5, 31)
    assert link_in(mailoutbox[0]) == f"/en/join/confirm/{saved.token}/"
    assert len(mailoutbox) == 1


def test_finishing_with_mistakes_shows_them_at_the_same_address(
    client: Client, django_capture_on_commit_callbacks: Capture
) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    url = f"/en/join/resume/{saved.token}/"
    response = client.post(url, {**ALL_WELL, "region": ""})
    assert [problem.field_id for problem in response.context["error_list"]] == ["id_region"]
    assert response.context["form_action"] == url


def test_saving_again_keeps_the_link_and_writes_no_second_letter(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/join/resume/{saved.token}/", {**ALL_WELL, "action": "save"})
    stored = Application.objects.get()
    assert (stored.token, stored.state, stored.name) == (saved.token, State.SAVED, "Example & Sons Bakers")
    assert len(mailoutbox) == 1


def test_a_new_address_must_be_confirmed_by_its_owner(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/join/resume/{saved.token}/", {**ALL_WELL, "email": "other@example.org"})
    stored = Application.objects.get()
    assert stored.token != saved.token
    assert client.get(f"/en/join/confirm/{saved.token}/").status_code == 404
    assert mailoutbox[-1].to == ["other@example.org"]
    assert link_in(mailoutbox[-1]) == f"/en/join/confirm/{stored.token}/"


def test_a_new_address_is_limited_too(client: Client, django_capture_on_commit_callbacks: Capture) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    for number in range(5):
        make_application(email="other@example.org", name=str(number))
    response = client.post(f"/en/join/resume/{saved.token}/", {**ALL_WELL, "email": "other@example.org"})
    assert response.context["error_list"][0].message.startswith("We have had several pledges")
    saved.refresh_from_db()
    assert saved.state == State.SAVED


def test_a_saved_form_cannot_be_confirmed(client: Client, django_capture_on_commit_callbacks: Capture) -> None:
    saved = save(client, django_capture_on_commit_callbacks)
    assert client.post(f"/en/join/confirm/{saved.token}/").status_code == 404


def test_coming_back_in_a_language_without_a_form_leads_to_one(client: Client, tree: Tree) -> None:
    saved = make_application(state=State.SAVED, language="cy")
    tree.joins["cy"].delete()  # taking it down would take down the English form with it
    response = client.get(f"/cy/join/resume/{saved.token}/")
    assert response["Location"] == f"/en/join/resume/{saved.token}/"
    assert client.get(response["Location"]).status_code == 200


def test_coming_back_when_no_form_is_live_is_not_found(client: Client, tree: Tree) -> None:
    saved = make_application(state=State.SAVED)
    for page in tree.joins.values():
        page.unpublish()
    assert client.get(f"/en/join/resume/{saved.token}/").status_code == 404


def test_finishing_from_another_site_is_refused(client: Client) -> None:
    saved = make_application(state=State.SAVED)
    url = f"/en/join/resume/{saved.token}/"
    assert client.post(url, ALL_WELL, headers={"Origin": "https://evil.example"}).status_code == 403
