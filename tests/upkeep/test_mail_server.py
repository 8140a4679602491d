"""The address of a mail server, as operators write it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from config.services import mail_settings
from upkeep.outbox.email_delivery import OUTBOX_BACKEND

ROOT = Path(__file__).resolve().parents[2]


# --- The mail server ----------------------------------------------------------------------------------------------------------


def mail_of(monkeypatch: pytest.MonkeyPatch, url: str) -> dict[str, Any]:
    monkeypatch.setenv("EMAIL_URL", url)
    return mail_settings(Env())


def test_without_a_mail_server_letters_are_written_to_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert mail_settings(Env()) == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize(
    ("scheme", "port", "tls", "ssl"),
    [("smtp+tls", 587, True, False), ("smtp+ssl", 465, False, True), ("smtp", 25, False, False)],
)
def test_the_mail_server_is_spoken_to_as_it_is_written(
    scheme: str, port: int, tls: bool, ssl: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = mail_of(monkeypatch, f"{scheme}://user%40example:pass%2Fword@mail.example")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == ("mail.example", port)
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("user@example", "pass/word")
    assert (mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (tls, ssl)
    assert mail_of(monkeypatch, f"{scheme}://mail.example:2525")["EMAIL_PORT"] == 2525


@pytest.mark.parametrize(
    "url",
    ["smtp-tls://user:secret@mail.example", "smtps://mail.example", "smtp+tls://", "mail.example:587", "mail.example"],
)
def test_a_mail_server_that_is_not_understood_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as raised:
        mail_of(monkeypatch, url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(("url", "backend"), [("smtp+tls://mail.example", "smtp"), ("", "console")])
def test_production_sends_by_way_of_the_outbox_with_a_time_limit(url: str, backend: str) -> None:
    """In a process of its own: settings are read once."""
    told = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.OUTBOX_EMAIL_BACKEND, s.EMAIL_TIMEOUT)"
    wanted = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "k" * 60, "EMAIL_URL": url}
    environment = {**os.environ, **wanted, "SITE_URL": "https://together.example", "PYTHONPATH": str(ROOT / "site")}
    environment.pop("SECRET_KEY_FILE", None)
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == [OUTBOX_BACKEND, f"django.core.mail.backends.{backend}.EmailBackend", "10"], (
        done.stderr
    )
