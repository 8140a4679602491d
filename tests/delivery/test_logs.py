"""Names of requests, and lines of the log."""

from __future__ import annotations

import json
import logging
import re
import sys

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.log_settings import logging_settings
from delivery.log_format import DiscreetEmailHandler, JsonFormatter
from delivery.request_ids import RequestIdMiddleware, current_request_id


def answered(given: str = "") -> tuple[HttpRequest, HttpResponse]:
    """Return a request that brought the name `given`, and the answer to it."""
    request = RequestFactory().get("/", headers={"X-Request-ID": given} if given else {})
    return request, RequestIdMiddleware(lambda _request: HttpResponse(current_request_id()))(request)


def record(request: HttpRequest | None = None, **more: object) -> logging.LogRecord:
    """Return the record of an error."""
    try:
        raise ZeroDivisionError("of something")
    except ZeroDivisionError:
        made = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "Broken: %s", ("/en/",), sys.exc_info())
    made.__dict__.update({"request": request, **more})
    return made


def test_every_answer_tells_its_name(client: Client) -> None:
    names = {client.get("/healthz")["X-Request-ID"] for _time in range(3)}
    assert len(names) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", name) for name in names)


def test_name_is_known_while_the_request_is_answered() -> None:
    _request, response = answered()
    assert response.content.decode() == response["X-Request-ID"]
    assert current_request_id() == ""


@pytest.mark.parametrize(
    ("trusted", "given", "kept"),
    [
        (True, "from-the-proxy-1", True),
        (False, "from-a-stranger-1", False),
        (True, "bad name\n", False),
        (True, "x" * 65, False),
        (True, "short", False),
    ],
)
def test_name_of_a_trusted_proxy_is_kept(settings, trusted: bool, given: str, kept: bool) -> None:
    settings.TRUST_PROXY = trusted
    _request, response = answered(given)
    assert (response["X-Request-ID"] == given) is kept


def test_line_is_one_json_object() -> None:
    request, response = answered()
    line = JsonFormatter().format(record(request, status_code=500))
    told = json.loads(line)
    assert "\n" not in line
    assert told["message"] == "Broken: /en/"
    assert (told["level"], told["logger"], told["status"]) == ("ERROR", "django.request", 500)
    assert told["request"] == response["X-Request-ID"]
    assert "ZeroDivisionError: of something" in told["error"]


def test_line_leaves_out_what_there_is_not() -> None:
    plain = logging.LogRecord("together", logging.INFO, "x.py", 1, "Dechreuwyd ŵ", (), None)
    assert set(json.loads(JsonFormatter().format(plain))) == {"time", "level", "logger", "message"}
    assert "ŵ" in JsonFormatter().format(plain)


def test_missing_page_is_logged_with_its_name(client: Client, site_tree: object, caplog) -> None:
    response = client.get("/en/nothing/?email=somebody@example.org")
    told = [json.loads(JsonFormatter().format(one)) for one in caplog.records if one.name == "django.request"]
    assert [(line["request"], line["status"]) for line in told] == [(response["X-Request-ID"], 404)]
    assert "somebody" not in json.dumps(told)


def test_mailed_error_holds_nothing_of_the_reader(settings) -> None:
    settings.ADMINS = [("Operator", "operator@together.example")]
    request = RequestFactory().post("/en/", {"email": "somebody@example.org"}, REMOTE_ADDR="198.51.100.7")
    request.COOKIES["sessionid"] = "a-secret-cookie"
    request.request_id = "0123456789abcdef"
    DiscreetEmailHandler().emit(record(request))
    (letter,) = mail.outbox
    whole = letter.subject + letter.body
    assert "0123456789abcdef" in whole
    assert "ZeroDivisionError" in whole
    assert not [word for word in ("somebody", "198.51.100.7", "a-secret-cookie") if word in whole]


@pytest.mark.parametrize(("mail_errors", "handlers"), [(True, ["console", "mail"]), (False, ["console"])])
def test_errors_are_mailed_where_asked_for(mail_errors: bool, handlers: list[str]) -> None:
    settings = logging_settings(as_json=True, level="INFO", mail_errors=mail_errors)
    assert settings["root"]["handlers"] == handlers
    assert settings["handlers"]["console"]["formatter"] == "json"
