"""Signing in with a code, a password or nothing that works, as a reader's browser does it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.accounts.letters import code_in, last_letter, letters
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db
ADDRESS = "nia@example.org"
SIGN_IN, CODE, PASSWORD = "/en/sign-in/", "/en/sign-in/code/", "/en/sign-in/password/"


@pytest.fixture
def nia(site_tree: SmallSite) -> User:
    """A person with an account and a password."""
    return User.objects.create_user("nia", "Nia@Example.org", "a-chair-by-the-door", language="cy")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_code_by_mail_signs_in(client: Client, nia: User) -> None:
    response = client.post(SIGN_IN, {"email": "NIA@example.org", "next": "/en/stories/"})
    assert response.url == f"{CODE}?next=%2Fen%2Fstories%2F"
    assert ADDRESS in client.get(response.url).content.decode()
    before = client.session.session_key
    response = client.post(response.url, {"code": code_in(last_letter())})
    assert response.url == "/en/stories/"
    assert signed_in(client)
    assert client.session.session_key != before, "the session is another once somebody signed in"
    assert not EmailAddress.objects.exists(), "an old address must not go on signing in beside the account's own"


def test_letter_is_in_the_language_of_the_person(client: Client, nia: User) -> None:
    client.post(SIGN_IN, {"email": ADDRESS})
    letter = last_letter()
    assert letter.to == [ADDRESS]
    assert letter.extra_headers["Content-Language"] == "cy"
    assert letter.subject == "Eich cod i fewngofnodi i /together"


def test_letter_is_in_both_languages_where_none_is_known(client: Client, nia: User) -> None:
    User.objects.update(language="")
    client.post(SIGN_IN, {"email": ADDRESS})
    letter = last_letter()
    assert letter.extra_headers["Content-Language"] == "en, cy"
    assert "This is your code" in letter.body
    assert "Dyma eich cod" in letter.body


def test_unknown_address_looks_the_same(client: Client, nia: User) -> None:
    known = client.post(SIGN_IN, {"email": ADDRESS})
    page = client.get(CODE).content.decode()
    stranger = Client()
    unknown = stranger.post(SIGN_IN, {"email": "nobody@example.org"})
    other = stranger.get(CODE).content.decode()
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert page == other.replace("nobody@example.org", ADDRESS)
    assert len(letters()) == 2
    assert "There is no account with it" in last_letter().body
    assert stranger.post(CODE, {"code": "1234-5678"}).content == client.post(
        CODE, {"code": "1234-5678"}
    ).content.replace(ADDRESS.encode(), b"nobody@example.org")


def test_third_wrong_code_ends_it(client: Client, nia: User) -> None:
    client.post(SIGN_IN, {"email": ADDRESS})
    code = code_in(last_letter())
    answers = [client.post(CODE, {"code": "0000-0000"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    client.post(CODE, {"code": code})
    assert not signed_in(client)


def test_password_signs_in(client: Client, nia: User) -> None:
    response = client.post(PASSWORD, {"login": "nia", "password": "a-chair-by-the-door"})
    assert response.url == "/cy/desk/"
    assert signed_in(client)
    assert client.post(PASSWORD, {"login": "nia", "password": "x"}).status_code == 302, "signed in already"


@pytest.mark.parametrize("login", ["nia", ADDRESS, "nobody", "nobody@example.org", "\0"])
def test_wrong_password_says_the_same_of_everybody(client: Client, nia: User, login: str) -> None:
    response = client.post(PASSWORD, {"login": login, "password": "wrong"})
    assert response.status_code == 422
    assert not signed_in(client)
    if login != "\0":
        assert "do not belong together" in response.content.decode()


def test_nothing_typed_is_put_right(client: Client, site_tree: SmallSite) -> None:
    response = client.post("/cy/sign-in/", {"email": "nia at example"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Rhowch gyfeiriad e-bost" in page
    assert 'value="nia at example"' in page
    assert 'href="#id_email"' in page


def test_closed_account_stays_outside(client: Client, nia: User) -> None:
    User.objects.update(is_active=False)
    client.post(PASSWORD, {"login": "nia", "password": "a-chair-by-the-door"})
    client.post(SIGN_IN, {"email": ADDRESS})
    assert not signed_in(client)
    assert "There is no account with it" in last_letter().body


def test_looking_sets_no_cookie_and_is_not_kept(client: Client, site_tree: SmallSite) -> None:
    for address in (SIGN_IN, PASSWORD):
        response = client.get(address)
        assert response.status_code == 200
        assert not response.cookies
        assert response["Cache-Control"] == "no-store, private"
        assert "unsafe" not in response["Content-Security-Policy"]


def test_signing_out_needs_a_press(client: Client, nia: User) -> None:
    client.force_login(nia)
    assert client.get("/en/sign-out/").status_code == 200
    assert signed_in(client)
    assert client.post("/en/sign-out/").url == "/en/"
    assert not signed_in(client)


def test_post_from_another_site_is_refused(client: Client, nia: User) -> None:
    for address in (SIGN_IN, PASSWORD, "/en/sign-out/"):
        assert client.post(address, {}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_nobody_signs_up(client: Client, site_tree: SmallSite) -> None:
    assert client.get("/en/sign-up/").status_code == 404
    client.post(SIGN_IN, {"email": "new@example.org"})
    assert not User.objects.exists()
