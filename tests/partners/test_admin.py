"""Organisations and applications in the admin: lists, one application, its buttons, and who may use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from partners.models import Application, Organisation, PartnerPage
from tests.partners.admin_form import APPLICATIONS, ORGANISATION_RIGHTS, ORGANISATIONS, MakeUser, words
from tests.partners.building import (
    Tree,
    make_application,
    make_strand,
)

State = Application.State


def inspect(application: Application) -> str:
    return reverse(f"{APPLICATIONS}:inspect", args=[application.pk])


def decide(client: Client, application: Application, decision: str) -> Any:
    return client.post(reverse(f"{APPLICATIONS}:decide", args=[application.pk]), {"decision": decision}, follow=True)


# --- Applications ---------------------------------------------------------------------------------------------------------


def test_list_shows_what_was_sent_and_not_what_is_saved(editor: User, client: Client) -> None:
    make_application(name="Bakers")
    make_application(name="Unfinished Club", state=State.SAVED, email="club@example.org")
    page = words(client.get(reverse(f"{APPLICATIONS}:list")))
    assert "Bakers" in page
    assert "Waiting for an editor" in page
    assert "Unfinished Club" not in page


def test_list_filters_and_searches(editor: User, client: Client) -> None:
    make_application(name="Bakers")
    make_application(name="Choir", state=State.DECLINED, email="choir@example.org")
    filtered = client.get(reverse(f"{APPLICATIONS}:list"), {"state": "declined"})
    assert [str(row) for row in filtered.context["object_list"]] == ["Choir"]
    found = client.get(reverse(f"{APPLICATIONS}:list"), {"q": "akers"})
    assert [str(row) for row in found.context["object_list"]] == ["Bakers"]


def test_list_leads_to_the_application_and_offers_no_adding(editor: User, client: Client) -> None:
    application = make_application()
    page = words(client.get(reverse(f"{APPLICATIONS}:list")))
    assert inspect(application) in page
    assert reverse(f"{APPLICATIONS}:add") not in page


@pytest.mark.parametrize("state", [state for state in State.values if state != State.SAVED])
def test_buttons_fit_the_state(editor: User, client: Client, state: str) -> None:
    page = words(client.get(inspect(make_application(state=state))))
    assert ('value="approve"' in page) == (state == State.CONFIRMED)
    assert ('value="decline"' in page) == (state == State.CONFIRMED)
    assert ('value="write"' in page) == (state == State.SENT)


def test_inspect_shows_everything_that_was_sent(editor: User, client: Client) -> None:
    application = make_application(strand=make_strand(), promise="bake <b>bread</b>.")
    page = words(client.get(inspect(application)))
    for told in (
        "A business",
        "Example &amp; Sons Bakers",
        "Wales",
        "bake &lt;b&gt;bread",
        "baker@example.org",
        "Meet",
    ):
        assert told in page
    assert application.token not in page


def test_inspect_of_a_saved_form_is_not_found(editor: User, client: Client) -> None:
    assert client.get(inspect(make_application(state=State.SAVED)), follow=True).status_code == 404


def test_approve_button_leads_on_to_the_draft(editor: User, client: Client) -> None:
    application = make_application()
    page = words(decide(client, application, "approve"))
    profile = PartnerPage.objects.get()
    assert reverse("wagtailadmin_pages:edit", args=[profile.pk]) in page
    assert reverse(f"{ORGANISATIONS}:edit", args=[Organisation.objects.get().pk]) in page
    assert "Approved" in page
    assert 'value="approve"' not in page


def test_approve_button_for_a_person(editor: User, client: Client) -> None:
    page = words(decide(client, make_application(kind="person", name="Sam"), "approve"))
    assert "takes part for themselves" in page
    assert Organisation.objects.count() == 0


def test_decline_button(editor: User, client: Client) -> None:
    application = make_application()
    assert "Declined" in words(decide(client, application, "decline"))
    application.refresh_from_db()
    assert application.state == State.DECLINED


def test_second_thoughts_are_answered_and_change_nothing(editor: User, client: Client) -> None:
    application = make_application(state=State.DECLINED)
    assert "Nothing was changed" in words(decide(client, application, "approve"))
    application.refresh_from_db()
    assert application.state == State.DECLINED


def test_unknown_decision_changes_nothing(editor: User, client: Client) -> None:
    application = make_application()
    assert decide(client, application, "explode").status_code == 200
    application.refresh_from_db()
    assert application.state == State.CONFIRMED


def test_letter_can_be_sent_again(
    editor: User, client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, make_application(state=State.SENT, language="cy"), "write")
    [message] = mailoutbox
    assert "/cy/join/confirm/" in message.body
    assert "Nothing was changed" in words(decide(client, make_application(), "write"))


def test_decisions_are_posts(editor: User, client: Client) -> None:
    application = make_application()
    assert client.get(reverse(f"{APPLICATIONS}:decide", args=[application.pk])).status_code == 405


def test_decisions_need_the_admins_token(editor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    application = make_application()
    url = reverse(f"{APPLICATIONS}:decide", args=[application.pk])
    assert strict.post(url, {"decision": "approve"}).status_code == 403
    application.refresh_from_db()
    assert application.state == State.CONFIRMED


def test_deciding_what_is_not_there_is_not_found(editor: User, client: Client) -> None:
    url = reverse(f"{APPLICATIONS}:decide", args=[987])
    assert client.post(url, {"decision": "approve"}, follow=True).status_code == 404


@pytest.mark.parametrize("name", ["add", "edit"])
def test_nobody_writes_applications_in_the_admin(tree: Tree, client: Client, name: str) -> None:
    client.force_login(User.objects.create_superuser("root", password="secret"))
    args = [make_application().pk] if name == "edit" else []
    assert client.get(reverse(f"{APPLICATIONS}:{name}", args=args)).status_code == 302


@pytest.mark.parametrize(
    ("names", "sees", "decides"),
    [
        (None, False, False),
        ((), False, False),
        (ORGANISATION_RIGHTS, False, False),
        (("partners.view_application",), True, False),
        (("partners.change_application",), True, True),
    ],
)
def test_who_sees_and_decides(
    tree: Tree, client: Client, make_user: MakeUser, names: tuple[str, ...] | None, sees: bool, decides: bool
) -> None:
    if names is not None:
        client.force_login(make_user(*names))
    application = make_application()
    for url in (reverse(f"{APPLICATIONS}:list"), inspect(application)):
        assert (client.get(url).status_code == 200) == sees
    assert ('value="approve"' in words(client.get(inspect(application)))) == decides
    client.post(reverse(f"{APPLICATIONS}:decide", args=[application.pk]), {"decision": "approve"})
    application.refresh_from_db()
    assert (application.state == State.APPROVED) == decides
