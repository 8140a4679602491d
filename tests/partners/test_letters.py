"""What is mailed, to whom, in which language; and what the link to confirm does. The link to come back: `test_saved_forms`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from partners.models import Application
from tests.partners.building import Tree, make_strand
from tests.partners.join_form import ALL_WELL, CY, URL, Capture, State

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
