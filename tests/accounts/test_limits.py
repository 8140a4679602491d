"""The eleventh attempt in fifteen minutes is refused, in every process, and nobody is led off the site."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts.attempts import ATTEMPTS, FOR_ONE_ACCOUNT, WINDOW
from accounts.models import Attempt, User
from tests.accounts.letters import code_in, last_letter
from tests.factories import SmallSite

ADDRESS = "nia@example.org"
PASSWORD = "a-chair-by-the-door"
OFF_SITE = (
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://evil.example",
    "mailto:x@evil.example",
    "evil.example",
    "www.evil.example/",
    "?next=//evil.example",
    "#//evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example/testserver",
    "https://testserver:x@evil.example",
    "//testserver@evil.example/",
    "https://testserver/en/",
    "http://testserver/en/",
    "//testserver/en/",
    "\u2028//evil.example",
    "/\u200b/evil.example",
)
"""Forty ways out of the site that were tried on others; our own host with a scheme is none we need."""


@pytest.fixture
def nia(site_tree: SmallSite) -> User:
    """A person with an account and a password."""
    return User.objects.create_user("nia", ADDRESS, PASSWORD)


def try_password(password: str, login: str = ADDRESS, network: str = "192.0.2.1") -> int:
    """Return the status of one attempt from a browser without a past."""
    form = {"login": login, "password": password}
    return Client(REMOTE_ADDR=network).post("/en/sign-in/password/", form).status_code


@pytest.mark.django_db
def test_eleventh_attempt_is_refused(nia: User) -> None:
    networks = [f"198.51.{number}.1" for number in range(ATTEMPTS)]
    assert [try_password("wrong", network=network) for network in networks] == [422] * ATTEMPTS
    assert try_password(PASSWORD) == 429, "the right password, too: nobody can tell that it is"
    assert try_password(PASSWORD, "nia") == 302, "the user name is counted by itself"
    assert not Attempt.objects.filter(counted__contains="nia").exists()


@pytest.mark.django_db
def test_refusal_says_when_to_come_back_and_keeps_what_was_typed(nia: User) -> None:
    for _ in range(ATTEMPTS):
        FOR_ONE_ACCOUNT.admits(ADDRESS)
    page = Client().post("/cy/sign-in/", {"email": ADDRESS})
    assert page.status_code == 429
    assert "Arhoswch 15 munud" in page.content.decode()
    assert ADDRESS in page.content.decode()


@pytest.mark.django_db
def test_network_that_failed_ten_times_is_refused_for_any_account(nia: User) -> None:
    answers = [try_password("wrong", f"person{number}@example.org") for number in range(ATTEMPTS)]
    assert answers == [422] * ATTEMPTS
    assert try_password(PASSWORD) == 429
    assert try_password(PASSWORD, network="203.0.113.9") == 302


@pytest.mark.django_db
def test_codes_are_counted_with_passwords(nia: User) -> None:
    client = Client()
    for _ in range(3):
        assert client.post("/en/sign-in/", {"email": ADDRESS}).status_code == 302
        assert [client.post("/en/sign-in/code/", {"code": "0000-0000"}).status_code for _ in range(2)] == [422, 422]
    client.post("/en/sign-in/", {"email": ADDRESS})
    code = code_in(last_letter())
    assert client.post("/en/sign-in/code/", {"code": code}).status_code == 429


@pytest.mark.django_db
def test_attempts_are_forgotten_after_a_quarter_of_an_hour_and_when_somebody_gets_in(nia: User) -> None:
    for _ in range(ATTEMPTS - 1):
        FOR_ONE_ACCOUNT.admits(ADDRESS)
    assert try_password(PASSWORD) == 302
    assert not Attempt.objects.exists()
    for _ in range(ATTEMPTS):
        FOR_ONE_ACCOUNT.admits(ADDRESS)
    Attempt.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    assert try_password(PASSWORD) == 302


@pytest.mark.django_db
def test_letters_to_strangers_have_an_end(site_tree: SmallSite) -> None:
    answers = [Client().post("/en/sign-in/", {"email": f"x{number}@example.org"}).status_code for number in range(31)]
    assert answers == [302] * 30 + [429]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_of_thirty_at_once_are_admitted(refilled: None) -> None:
    """Each thread has a connection of its own, as a process has; a database in memory says "locked" where a file would wait."""
    admitted: list[bool] = []

    def attempt() -> None:
        while True:
            try:
                admitted.append(FOR_ONE_ACCOUNT.admits(ADDRESS))
            except OperationalError:
                sleep(0.01)
            else:
                break
        connection.close()

    threads = [Thread(target=attempt) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= sum(admitted) <= ATTEMPTS
    assert len(admitted) == 30


@pytest.mark.django_db
@pytest.mark.parametrize("way_out", OFF_SITE)
def test_nobody_is_led_off_the_site(nia: User, way_out: str) -> None:
    form = {"login": "nia", "password": PASSWORD, "next": way_out}
    assert Client().post("/en/sign-in/password/", form).url == "/en/desk/"
    client = Client()
    client.force_login(nia)
    assert client.get("/en/sign-in/", {"next": way_out}).url == "/en/desk/"
    assert client.get("/en/sign-out/").status_code == 200
    assert client.post("/en/sign-out/", {"next": way_out}).url == "/en/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "testserver.evil.example",
        "evil.example.testserver",
        "testserver@evil.example",
        "testserver:80@evil.example",
        "testserver, evil.example",
        "testserver/evil.example",
        "testserver evil.example",
        "testserver#evil.example",
    ],
)
def test_spoofed_host_reaches_no_letter(nia: User, host: str) -> None:
    for header in ({"HTTP_HOST": host}, {"HTTP_X_FORWARDED_HOST": host}):
        Client(**header).post("/en/sign-in/", {"email": ADDRESS})
    assert "evil" not in (last_letter().message().as_string() if Attempt.objects.exists() else "")
