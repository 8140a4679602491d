"""Nobody sees the admin without a second step, however they came by their session."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories import SmallSite

pytestmark = pytest.mark.django_db
PASSWORD = "a-chair-by-the-door"


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def editor(site_tree: SmallSite) -> User:
    """Somebody who may enter the admin."""
    user = User.objects.create_user("editor", "editor@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name="Comms editors"))
    return user


def code_of(secret: str, step: int = 0) -> str:
    """Return what an app shows now, or some steps from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def give_app(user: User) -> str:
    """Set up an app; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def sign_in(client: Client, **extra: Any) -> Any:
    return client.post("/en/sign-in/password/", {"login": "editor", "password": PASSWORD, "next": "/admin/", **extra})


def test_editor_without_one_is_led_to_set_one_up(client: Client, editor: User) -> None:
    assert sign_in(client).url == "/admin/"
    answer = client.get("/admin/pages/?x=1")
    assert answer.url == "/en/account/second-step/?next=%2Fadmin%2Fpages%2F%3Fx%3D1"
    assert "Set up a second step" in client.get(answer.url).content.decode()
    assert client.post("/admin/pages/1/add/home/standardpage/2/").status_code == 403
    assert client.get("/admin/logout/").status_code in (302, 405)


def test_setting_up_an_app_opens_the_admin(client: Client, editor: User) -> None:
    sign_in(client)
    setup = "/en/account/second-step/app/"
    asked = client.get(setup)
    assert asked.status_code == 302, "the password is asked for once more"
    client.post(asked.url, {"password": PASSWORD})
    page = client.get(setup)
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post(setup, {"code": "000000"}).status_code == 422
    assert client.post(setup, {"code": code_of(secret)}).url == "/en/account/second-step/codes/"
    codes = client.get("/en/account/second-step/codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


def test_second_step_is_asked_for_at_every_sign_in(client: Client, editor: User) -> None:
    secret = give_app(editor)
    assert sign_in(client).url == "/en/sign-in/second-step/"
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.post("/en/sign-in/second-step/", {"code": "000000"}).status_code == 422
    answer = client.post("/en/sign-in/second-step/", {"code": code_of(secret)})
    assert answer.url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.session.get_expiry_age() <= 12 * 3600


def test_second_step_is_refused_the_eleventh_time(client: Client, editor: User) -> None:
    secret = give_app(editor)
    sign_in(client)
    answers = [client.post("/en/sign-in/second-step/", {"code": "000000"}).status_code for _ in range(10)]
    assert answers == [422] * 10
    assert client.post("/en/sign-in/second-step/", {"code": code_of(secret)}).status_code == 429


def test_recovery_code_works_once(client: Client, editor: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    give_app(editor)
    code = RecoveryCodes.activate(editor).get_unused_codes()[0]
    sign_in(client)
    assert client.post("/en/sign-in/second-step/", {"code": code}).url == "/admin/"
    other = Client()
    sign_in(other)
    assert other.post("/en/sign-in/second-step/", {"code": code}).status_code == 422


def test_session_from_elsewhere_is_no_way_round(client: Client, editor: User) -> None:
    secret = give_app(editor)
    client.force_login(editor)
    answer = client.get("/admin/")
    assert answer.url == "/en/account/again/code/?next=%2Fadmin%2F"
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"code": code_of(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("door", ["/admin/login/", "/en/_util/login/"])
def test_doors_of_wagtail_lead_to_ours(client: Client, editor: User, door: str) -> None:
    answer = client.post(door, {"username": "editor", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.url.endswith("/sign-in/password/")
    assert "_auth_user_id" not in client.session
    assert client.get(f"{door}?next=/admin/pages/").url == "/en/sign-in/password/?next=%2Fadmin%2Fpages%2F"


def test_wagtail_resets_no_passwords(client: Client, site_tree: SmallSite) -> None:
    assert client.get("/admin/password_reset/").status_code == 404


def test_member_sees_nothing_of_the_admin(client: Client, site_tree: SmallSite) -> None:
    client.force_login(User.objects.create_user("member", "member@example.org"))
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/en/desk/"
    assert client.get("/admin/pages/", follow=True).redirect_chain[-1][0] == "/en/desk/"


def test_member_without_a_second_step_is_not_bothered(client: Client, site_tree: SmallSite) -> None:
    client.force_login(User.objects.create_user("member", "member@example.org"))
    page = client.get("/en/account/").content.decode()
    assert "Set up a second step" in page
    assert client.get("/en/account/second-step/").status_code == 200
    assert client.get("/en/account/passkeys/new/").status_code == 200


def test_lost_second_step_is_forgotten_by_command(editor: User) -> None:
    give_app(editor)
    call_command("forget_second_step", "editor")
    assert not Authenticator.objects.filter(user=editor).exists()
