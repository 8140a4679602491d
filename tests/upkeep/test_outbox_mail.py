"""Letters of the outbox: as they were written, one at a time, with an identity of their own, and never by way of the request."""

from __future__ import annotations

from collections.abc import Callable
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.utils.module_loading import import_string
from django.utils.translation import override

from tests.home.building import build_tree, make_person, make_words, submit
from tests.upkeep.effects import Clock, work
from upkeep.models import Effect
from upkeep.outbox.email_delivery import OUTBOX_BACKEND, post_letter

pytestmark = pytest.mark.django_db
Capture = Callable[..., Any]


def write(about: str = "a", **changes: Any) -> None:
    words = {"subject": "Cawl", "text": "Dewch.", "html": "<p>Dewch.</p>", "language": "cy"}
    post_letter(about=about, to=["reader@example.org"], **{**words, **changes})


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the mail server answer with `error`."""

    def refuse(self: Any, messages: Any) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_a_letter_arrives_as_it_was_written(mailoutbox: list[Any]) -> None:
    write()
    assert mailoutbox == []
    with override("pl"):
        assert work() == ["carried out"]
    [letter] = mailoutbox
    assert (letter.subject, letter.body, letter.to) == ("Cawl", "Dewch.", ["reader@example.org"])
    assert letter.from_email == "/together <hello@together.example>"
    assert letter.alternatives[0][0] == "<p>Dewch.</p>"
    assert letter.message()["Content-Language"] == "cy"


def test_a_letter_without_html_is_text_alone(mailoutbox: list[Any]) -> None:
    write(html="")
    work()
    assert not mailoutbox[0].message().is_multipart()


def test_a_letter_has_one_message_id_however_often_it_is_sent(mailoutbox: list[Any]) -> None:
    write()
    payload = Effect.objects.get().payload
    work()
    Effect.objects.update(state="waiting", payload=payload)  # as after a kill between sending and writing it down
    work()
    write()
    work()
    first, again, other = (letter.message()["Message-ID"] for letter in mailoutbox)
    assert first == again != other
    assert first.endswith("@testserver>")


def test_nothing_of_a_sent_letter_stays(mailoutbox: list[Any]) -> None:
    write()
    work()
    assert "reader" not in str(Effect.objects.values().get())


def test_a_refused_letter_ends_among_the_dead_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    fail_with(SMTPRecipientsRefused({"reader@example.org": (550, b"no such user reader@example.org")}), monkeypatch)
    write()
    while "given up" not in work():
        clock.forward(days=1)
    effect = Effect.objects.get()
    assert effect.state == Effect.State.DEAD
    assert effect.error.startswith("SMTPRecipientsRefused: ")
    assert "550" in effect.error
    assert "reader" not in effect.error
    assert "Given up" in caplog.text
    assert "reader" not in caplog.text
    assert {record.levelname for record in caplog.records} == {"WARNING"}, (
        "errors are told by mail, which fails just now"
    )


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("timed out"),
        ConnectionRefusedError("refused"),
        SMTPServerDisconnected("Connection unexpectedly closed: timed out"),
        SMTPConnectError(421, b"too busy"),
    ],
)
def test_a_mail_server_that_is_away_costs_a_turn_one_wait(
    error: Exception, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    with monkeypatch.context() as away:
        fail_with(error, away)
        write(about="a")
        write(about="b")
        assert work() == ["failed"]
    assert work() == ["carried out"]
    assert len(mailoutbox) == 1


def test_a_letter_posted_twice_with_a_key_leaves_once(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(key="cawl")
        write(key="cawl")
    assert len(mailoutbox) == 1


# --- Letters of Django and Wagtail ------------------------------------------------------------------------------------------


@pytest.fixture
def by_outbox(settings: Any) -> None:
    """All mail goes by way of the outbox, as in production."""
    settings.OUTBOX_EMAIL_BACKEND = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = OUTBOX_BACKEND


def message_of_django(**changes: Any) -> EmailMultiAlternatives:
    words = {"subject": "Hello", "body": "Read this.", "to": ["a@example.org"], "bcc": ["b@example.org"]}
    message = EmailMultiAlternatives(**{**words, "headers": {"Auto-Submitted": "auto-generated"}, **changes})
    message.attach_alternative("<p>Read this.</p>", "text/html")
    return message


def test_the_name_of_the_backend_is_its_name() -> None:
    assert import_string(OUTBOX_BACKEND).__name__ == "OutboxBackend"


def test_mail_of_django_waits_in_the_outbox(by_outbox: None, mailoutbox: list[Any]) -> None:
    assert message_of_django().send() == 1
    assert mailoutbox == []
    assert work() == ["carried out"]
    [letter] = mailoutbox
    assert (letter.subject, letter.body, letter.bcc) == ("Hello", "Read this.", ["b@example.org"])
    assert letter.alternatives[0][0] == "<p>Read this.</p>"
    assert letter.message()["Auto-Submitted"] == "auto-generated"


def test_notifications_of_wagtail_are_posted(by_outbox: None, mailoutbox: list[Any]) -> None:
    tree = build_tree("en")
    make_person("moderator")
    editor = make_person("editor")
    submit(make_words(tree.sections["en"], by=editor), editor)
    assert mailoutbox == []
    assert work() == ["carried out"]
    assert mailoutbox[0].to == ["moderator-1@example.org"]


def test_one_that_fails_holds_up_no_other(
    by_outbox: None, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    message_of_django().send()
    with monkeypatch.context() as refusing:
        fail_with(ValueError("no"), refusing)
        work()
    message_of_django(subject="Second").send()
    work()
    assert [letter.subject for letter in mailoutbox] == ["Second"]


def test_a_database_that_is_away_keeps_no_error_from_being_told(
    by_outbox: None, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("upkeep.outbox.backend.post_message", away)
    assert message_of_django().send() == 1
    assert len(mailoutbox) == 1


def test_attachments_are_sent_at_once(by_outbox: None, mailoutbox: list[Any]) -> None:
    message = message_of_django()
    message.attach("a.txt", "words", "text/plain")
    message.send()
    assert mailoutbox[0].attachments
    assert not Effect.objects.exists()
