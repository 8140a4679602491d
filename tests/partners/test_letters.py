"""What is mailed, to whom, in which language; and what the link to confirm does. The link to come back: `test_saved_forms`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from partners.approval import NotWaitingError, approve, decline
from partners.models import Application
from tests.partners.building import Tree, make_application, make_strand
from tests.partners.test_join_form import ALL_WELL, CY, URL

Capture = Callable[..., Any]
State = Application.State
PAYLOADS = [
    "Bakers\r\nBcc: everyone@example.org",
    "Bakers\nSubject: You have won",
    "Bakers\r\n\r\n<h1>Hello</h1>",
    "Bakers%0d%0aBcc: everyone@example.org",
    "Bakers\x0bBcc: everyone@example.org",
    "Bakers\u2028Bcc: everyone@example.org",
    "=?utf-8?q?Bcc:_everyone=40example.org?=",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil.example")',
    "{{ settings.SECRET_KEY }}",
    "Bakers\rTo: everyone@example.org",
    "Bakers\r\n\tBcc: everyone@example.org",
    "Bakers\n\nMIME-Version: 1.0\nContent-Type: text/html",
    "Bakers\x0cReply-To: everyone@example.org",
    "Bakers\x85Bcc: everyone@example.org",
    "Bakers\u2029Bcc: everyone@example.org",
    "Bakers\x1cSender: everyone@example.org",
    "Bakers\r\n.\r\nMAIL FROM:<everyone@example.org>",
    "=?utf-8?b?DQpCY2M6IGV2ZXJ5b25lQGV4YW1wbGUub3Jn?=",
    "Bakers\\r\\nBcc: everyone@example.org",
]
"""Twenty ways to write a header of one's own into a letter, or more than text into its words."""


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


@pytest.fixture
def editor(make_user: Callable[..., User]) -> User:
    return make_user("partners.change_application", "partners.change_organisation")


def send(client: Client, capture: Capture, url: str = URL, **changes: Any) -> Application:
    with capture(execute=True):
        assert client.post(url, {**ALL_WELL, **changes}).status_code == 303
    return Application.objects.latest("pk")


def link_in(message: Any) -> str:
    found = re.search(r"http://testserver(/\S+)", message.body)
    assert found is not None
    return found.group(1)


def test_confirmation_is_mailed_after_the_commit(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        client.post(URL, ALL_WELL)
    assert mailoutbox == []
    assert len(callbacks) == 1


def test_confirmation_has_a_link_and_two_forms(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    application = send(client, django_capture_on_commit_callbacks)
    [message] = mailoutbox
    assert message.to == ["baker@example.org"]
    assert link_in(message) == f"/en/join/confirm/{application.token}/"
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert f'href="http://testserver/en/join/confirm/{application.token}/"' in html
    assert '<html lang="en" dir="ltr">' in html
    assert "<img" not in html


def test_confirmation_is_in_the_language_of_the_form(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    application = send(client, django_capture_on_commit_callbacks, CY)
    [message] = mailoutbox
    assert link_in(message) == f"/cy/join/confirm/{application.token}/"
    assert '<html lang="cy" dir="ltr">' in message.alternatives[0][0]


def test_confirmation_repeats_nothing_that_was_typed(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    """Otherwise anybody could send a third person words of their own through us."""
    send(client, django_capture_on_commit_callbacks, name="Win a prize at evil.example")
    assert "evil.example" not in mailoutbox[0].message().as_string()


def test_link_ignores_a_spoofed_host(
    client: Client, settings: Any, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(URL, ALL_WELL, headers={"Host": "evil.example"})
    assert "evil.example" not in mailoutbox[0].message().as_string()


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("field", ["name", "promise"])
def test_injection_adds_no_header_to_any_letter(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture, field: str, payload: str
) -> None:
    application = send(client, django_capture_on_commit_callbacks, **{field: payload})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/join/confirm/{application.token}/")
    assert len(mailoutbox) == 2
    for message in mailoutbox:
        sent = message.message()
        assert set(sent.keys()) <= {
            "Subject",
            "From",
            "To",
            "Date",
            "Message-ID",
            "MIME-Version",
            "Content-Type",
            "Content-Language",
        }
        assert sent["To"] in ("baker@example.org", "hello@together.example")
        assert "won" not in sent["Subject"]
        assert "<script>" not in message.alternatives[0][0]


@pytest.mark.parametrize(
    "email", ["a@example.org\r\nBcc: b@example.org", "a@example.org\nTo: b@example.org", "a@example.org, b@example.org"]
)
def test_injection_through_the_address_is_refused(client: Client, email: str) -> None:
    assert client.post(URL, {**ALL_WELL, "email": email}).status_code == 200
    assert Application.objects.count() == 0


def test_a_broken_mail_server_loses_nothing(
    client: Client, settings: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    settings.EMAIL_BACKEND = "tests.partners.no_such_backend.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(URL, ALL_WELL).status_code == 303
    assert Application.objects.get().state == State.SENT


def test_the_same_form_sent_later_is_written_to_again(
    client: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    send(client, django_capture_on_commit_callbacks)
    cache.clear()  # the ten minutes between letters have passed
    send(client, django_capture_on_commit_callbacks)
    send(client, django_capture_on_commit_callbacks)
    assert Application.objects.count() == 1
    assert len(mailoutbox) == 2


def test_the_same_form_after_midnight_is_still_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    send(client, django_capture_on_commit_callbacks)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("partners.intake.timezone.localdate", lambda: tomorrow)
    send(client, django_capture_on_commit_callbacks)
    assert Application.objects.count() == 1


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
