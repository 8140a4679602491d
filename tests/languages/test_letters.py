"""Letters are in the language of whoever gets them, and in both where that is not known: LANGUAGES, rules 1 and 14."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from accounts.models import User
from partners.approval import approve, decline
from partners.emails import send_confirmation, send_way_back
from partners.models import Application, Membership
from partners.team.inviting import invite
from tests.accounts.letters import last_letter, letters
from tests.factories import SmallSite, make_organisation
from tests.languages.english import english_in
from tests.partners.building import make_application

pytestmark = pytest.mark.django_db
PLEDGE_LETTERS: dict[str, Callable[[Application, User], Any]] = {
    "confirm": lambda application, editor: send_confirmation(application),
    "come back": lambda application, editor: send_way_back(application),
    "approved": approve,
    "declined": decline,
}


def html_of(letter: Any) -> str:
    return str(letter.alternatives[0][0])


def english_of(letter: Any) -> set[str]:
    """Return the English words of the interface in a letter; in one that is Welsh only, also in its subject and plain words."""
    lines = [letter.subject, *letter.body.splitlines()] if letter.extra_headers["Content-Language"] == "cy" else []
    plain = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return english_in(html_of(letter)) | english_in(f'<html lang="cy">{plain}</html>')


@pytest.fixture
def editor(site_tree: SmallSite) -> User:
    """Somebody who may decide, whose own language is English."""
    user: User = User.objects.create_superuser("editor", "editor@example.org", language="en")
    return user


@pytest.mark.parametrize("kind", ["business", "person"])
@pytest.mark.parametrize("name", PLEDGE_LETTERS)
def test_rule_14_letters_about_a_pledge_are_in_the_language_it_was_made_in(editor: User, name: str, kind: str) -> None:
    application = make_application(kind=kind, language="cy")
    with override("en"):
        PLEDGE_LETTERS[name](application, editor)
    theirs = [letter for letter in letters() if letter.to == [application.email]]
    assert theirs
    for letter in theirs:
        assert letter.extra_headers["Content-Language"] == "cy"
        assert '<html lang="cy"' in html_of(letter)
        assert english_of(letter) == set()


def test_rule_14_who_filled_in_an_english_form_may_be_written_to_in_welsh(editor: User) -> None:
    application = make_application(language="en", letters_in="cy")
    approve(application, editor)
    theirs = [letter for letter in letters() if letter.to == [application.email]]
    assert {letter.extra_headers["Content-Language"] for letter in theirs} == {"cy"}
    assert len(theirs) == 2  # that they are welcome, and the invitation to the team


@pytest.mark.parametrize(("language", "header"), [("cy", "cy"), ("ur", "ur"), ("", "en, cy")])
def test_rule_14_an_invitation_is_in_the_language_asked_for_or_in_both(
    editor: User, language: str, header: str
) -> None:
    with override("en"):
        invite(make_organisation(), "sian@example.org", Membership.Role.CONTRIBUTOR, language, editor)
    letter = last_letter()
    assert letter.extra_headers["Content-Language"] == header
    for code in header.split(", "):
        assert f'<div lang="{code}"' in html_of(letter)
        assert f"http://testserver/{code}/desk/invitation/" in letter.body
    assert english_of(letter) == set()


@pytest.mark.parametrize(("language", "header"), [("cy", "cy"), ("", "en, cy")])
def test_rule_14_a_code_is_in_the_language_of_the_account_or_in_both(
    editor: User, client: Client, language: str, header: str
) -> None:
    User.objects.filter(pk=editor.pk).update(language=language)
    client.post("/en/sign-in/", {"email": editor.email})
    letter = last_letter()
    assert letter.extra_headers["Content-Language"] == header
    assert english_of(letter) == set()


def test_rule_14_the_language_of_an_invitation_becomes_that_of_the_account(editor: User, client: Client) -> None:
    invitation = invite(make_organisation(), "sian@example.org", Membership.Role.CONTRIBUTOR, "cy", editor)
    client.post(f"/cy/desk/invitation/{invitation.token}/")
    assert User.objects.get(email="sian@example.org").language == "cy"
