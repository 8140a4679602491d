"""Another email address: only who reads the new one's letters gets it, and the old one is told."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.test import Client

from accounts import email_change
from accounts.models import User
from tests.accounts.letters import code_in, last_letter, letters
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db
PAGE, CODE = "/en/account/address/", "/en/account/address/code/"


@pytest.fixture
def nia(site_tree: SmallSite, client: Client) -> User:
    """Somebody who has signed in."""
    person = User.objects.create_user("nia", "nia@example.org", language="en")
    client.force_login(person)
    return person


def ask(client: Client, address: str = "Nia@New.example") -> str:
    """Ask for an address; return the code of the letter."""
    assert client.post(PAGE, {"email": address}).url == CODE
    return code_in(last_letter())


def address_of(person: User) -> str:
    person.refresh_from_db()
    return person.email


def test_code_changes_the_address_and_the_old_one_is_told(client: Client, nia: User) -> None:
    code = ask(client)
    assert last_letter().to == ["nia@new.example"]
    assert address_of(nia) == "nia@example.org"
    assert "nia@new.example" in client.get(CODE).content.decode()
    assert client.post(CODE, {"code": code.replace("-", " ")}).url == "/en/account/?saved=1"
    assert address_of(nia) == "nia@new.example"
    assert last_letter().to == ["nia@example.org"]
    assert "another email address now" in str(last_letter().body)
    assert client.get(CODE).url == PAGE, "the code works once"


def test_third_wrong_code_ends_it(client: Client, nia: User) -> None:
    code = ask(client)
    answers = [client.post(CODE, {"code": "0000-0000"}) for _try in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert "does not count any more" in client.get(PAGE).content.decode()
    client.post(CODE, {"code": code})
    assert address_of(nia) == "nia@example.org"


def test_code_ends_after_a_quarter_of_an_hour(client: Client, nia: User) -> None:
    code = ask(client)
    with patch("accounts.email_change.time.time", return_value=email_change.time.time() + email_change.SECONDS + 1):
        assert client.post(CODE, {"code": code}).url == PAGE
    assert address_of(nia) == "nia@example.org"


def test_an_address_in_use_is_told_to_that_address_alone(client: Client, nia: User) -> None:
    ask(client, "free@example.org")
    free = client.get(CODE).content.decode()
    gwyn = User.objects.create_user("gwyn", "gwyn@example.org")
    assert client.post(PAGE, {"email": "gwyn@example.org"}).url == CODE
    assert client.get(CODE).content.decode() == free.replace("free@example.org", "gwyn@example.org")
    letter = last_letter()
    assert letter.to == [gwyn.email]
    assert "There is an account with it already" in str(letter.body)
    assert client.post(CODE, {"code": "1234-5678"}).status_code == 422


def test_an_address_that_was_taken_meanwhile_stays_with_whoever_took_it(client: Client, nia: User) -> None:
    code = ask(client)
    User.objects.create_user("other", "nia@new.example")
    client.post(CODE, {"code": code})
    assert address_of(nia) == "nia@example.org"


def test_what_is_no_address_is_said_and_kept(client: Client, nia: User) -> None:
    answer = client.post(PAGE, {"email": "nia at home"})
    assert answer.status_code == 422
    assert "nia at home" in answer.content.decode()


def test_only_ten_letters_in_a_quarter_of_an_hour(client: Client, nia: User) -> None:
    answers = [client.post(PAGE, {"email": f"a{number}@example.org"}).status_code for number in range(11)]
    assert answers == [302] * 10 + [429]
    assert len(letters()) == 10


@pytest.mark.parametrize("path", [PAGE, CODE])
def test_one_has_to_sign_in(client: Client, site_tree: SmallSite, path: str) -> None:
    assert client.get(path).url.startswith("/en/sign-in/")
