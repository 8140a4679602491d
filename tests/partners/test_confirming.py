"""Confirming a pledge by the link of a letter, and the letters that tell of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from partners.approval import NotWaitingError, approve, decline
from tests.partners.building import Tree, make_application, make_strand
from tests.partners.join_form import Capture, State


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


@pytest.fixture
def editor(make_user: Callable[..., User]) -> User:
    return make_user("partners.change_application", "partners.change_organisation")


# --- Confirming ---------------------------------------------------------------------------------------------------------


def test_opening_the_link_confirms_nothing(client: Client) -> None:
    application = make_application(state=State.SENT)
    response = client.get(f"/en/join/confirm/{application.token}/")
    assert response.status_code == 200
    assert "<button" in response.content.decode()
    application.refresh_from_db()
    assert application.state == State.SENT
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_pressing_the_button_confirms_and_tells_the_editors_once(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    application = make_application(state=State.SENT)
    url = f"/en/join/confirm/{application.token}/"
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(url) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    application.refresh_from_db()
    assert application.state == State.CONFIRMED
    assert application.confirmed is not None
    [message] = mailoutbox
    assert message.to == ["hello@together.example"]
    assert f"/admin/snippets/partners/application/inspect/{application.pk}/" in message.body
    assert application.promise in message.body
    page = client.get(url).content.decode()
    assert "Thank you" in page
    assert '<form method="post"' not in page


@pytest.mark.parametrize("state", [State.CONFIRMED, State.APPROVED, State.DECLINED])
def test_confirming_again_changes_nothing(client: Client, state: str, mailoutbox: list[Any]) -> None:
    application = make_application(state=state)
    assert client.post(f"/en/join/confirm/{application.token}/").status_code == 303
    application.refresh_from_db()
    assert application.state == state
    assert mailoutbox == []


def test_confirming_from_another_site_is_refused(client: Client) -> None:
    application = make_application(state=State.SENT)
    url = f"/en/join/confirm/{application.token}/"
    assert client.post(url, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    application.refresh_from_db()
    assert application.state == State.SENT


def test_confirming_for_oneself_speaks_of_the_address(client: Client) -> None:
    application = make_application(state=State.SENT, kind="person", promise="", name="")
    assert "Confirm your email address" in client.get(f"/en/join/confirm/{application.token}/").content.decode()


@pytest.mark.parametrize("action", ["confirm", "resume"])
@pytest.mark.parametrize("token", ["x", "0" * 43, "%00", "..", "é"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wrong_tokens_are_not_found(client: Client, action: str, token: str, method: str) -> None:
    make_application(state=State.SENT)
    assert getattr(client, method)(f"/en/join/{action}/{token}/").status_code == 404


def test_other_methods_are_not_allowed(client: Client) -> None:
    application = make_application(state=State.SENT)
    assert client.delete(f"/en/join/confirm/{application.token}/").status_code == 405


@pytest.mark.parametrize(
    ("kind", "language", "subject", "says"),
    [
        ("business", "en", "Welcome to /together", "An editor will be in touch before anything about you is public."),
        ("person", "en", "Welcome to /together", "nothing about you is public."),
        ("business", "cy", "Croeso i /together", "Diolch, a chroeso."),
    ],
)
def test_approval_is_told_once_in_their_language(
    kind: str,
    language: str,
    subject: str,
    says: str,
    editor: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Capture,
) -> None:
    application = make_application(kind=kind, language=language)
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            approve(application, editor)
    [message] = [one for one in mailoutbox if one.subject == subject]
    assert message.to == [application.email]
    assert says in message.body
    assert says in message.alternatives[0][0]
    assert application.name not in message.body


def test_declining_is_told_once_with_whom_to_ask(
    editor: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    application = make_application(language="cy")
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            decline(application, editor)
    [message] = mailoutbox
    assert message.subject == "Ynglŷn â'ch addewid"
    assert "hello@together.example" in message.body
    assert message.extra_headers["Content-Language"] == "cy"


def test_no_letter_without_a_decision(editor: User, mailoutbox: list[Any]) -> None:
    with pytest.raises(NotWaitingError):
        decline(make_application(state=State.APPROVED), editor)
    assert mailoutbox == []
