"""Reports of errors: where it happened, and nothing of whom it happened to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import path

from delivery.watching import reports

SECRETS = ("reader@example.org", "sweet-cookie", "asked-for-this", "typed-in-here", "192.0.2.77", "in-a-variable")


def broken(request: Any) -> None:
    """Fail with something of a reader in the message and in a variable."""
    hidden, somebody = SECRETS[-1], SECRETS[0]  # not as words of the code, which a report may show
    raise ValueError(f"{somebody} could not be written to, {len(hidden)}")


urlpatterns = [path("broken/", broken, name="broken")]


@pytest.fixture
def reported(settings: Any) -> Iterator[list[dict[str, Any]]]:
    """Everything that would be sent to Sentry."""
    import sentry_sdk
    from sentry_sdk.envelope import Envelope
    from sentry_sdk.transport import Transport

    sent: list[dict[str, Any]] = []

    class Nowhere(Transport):
        def capture_envelope(self, envelope: Envelope) -> None:
            sent.extend(item.payload.json for item in envelope.items if item.payload.json)

    client = sentry_sdk.get_global_scope().client
    reports.begin("https://key@sentry.invalid/1", transport=Nowhere)
    settings.ROOT_URLCONF = __name__
    yield sent
    sentry_sdk.get_global_scope().set_client(client)


def test_report_says_where_and_nothing_of_who(reported: list[dict[str, Any]]) -> None:
    client = Client(
        raise_request_exception=False, headers={"Cookie": "sessionid=sweet-cookie", "Referer": "asked-for-this"}
    )
    client.cookies["sessionid"] = "sweet-cookie"
    response = client.post("/broken/?q=asked-for-this", {"name": "typed-in-here"}, REMOTE_ADDR="192.0.2.77")
    assert response.status_code == 500
    (event,) = reported
    text = json.dumps(event)
    assert [secret for secret in SECRETS if secret in text] == []
    assert event["transaction"] == "/broken/"
    assert event["exception"]["values"][-1]["type"] == "ValueError"
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "broken"
    assert len(event["tags"]["request"]) == 16


def test_report_keeps_of_a_request_what_belongs_to_nobody() -> None:
    request = {
        "url": "https://together.example/en/search/?q=asked-for-this",
        "query_string": "q=asked-for-this",
        "method": "GET",
        "cookies": {"sessionid": "sweet-cookie"},
        "headers": {"Host": "together.example", "Cookie": "sweet-cookie", "X-Forwarded-For": "192.0.2.77"},
        "data": {"name": "typed-in-here"},
        "env": {"REMOTE_ADDR": "192.0.2.77"},
    }
    event = reports.scrubbed({"request": request, "user": {"ip_address": "192.0.2.77"}, "breadcrumbs": {"values": [1]}})
    assert event["request"] == {
        "method": "GET",
        "url": "https://together.example/en/search/",
        "headers": {"Host": "together.example"},
    }
    assert set(event) == {"request", "tags"}


def test_report_of_a_line_of_the_log_has_no_arguments(reported: list[dict[str, Any]]) -> None:
    import logging

    logging.getLogger("upkeep").error("A letter to %s was refused", "reader@example.org")
    assert len(reported) == 1
    assert "reader@example.org" not in json.dumps(reported)
