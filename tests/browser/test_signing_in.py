"""Signing in as people do: with the keyboard, on a phone, in Welsh, without script; and with a passkey."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.accounts import PASSWORD
from tests.browser.admin import fill_in_password
from tests.browser.letters import Letterbox, code_in, link_in, words_of

pytestmark = pytest.mark.browser


def test_code_is_typed_with_the_keyboard_without_script(browser: Browser, base_url: str, letterbox: Letterbox) -> None:
    """In Welsh, on a screen of 390 pixels: nothing is pressed but Tab, Enter and letters."""
    context = browser.new_context(
        base_url=base_url, java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="cy"
    )
    page = context.new_page()
    page.goto("/cy/desk/")
    page.locator("#id_email").focus()
    page.keyboard.type("gwyn@together.example")
    page.keyboard.press("Enter")
    letter = letterbox.letter_to("gwyn@together.example")
    assert "Dyma eich cod" in words_of(letter)
    assert "This is your code" not in words_of(letter)
    page.locator("#id_code").focus()
    page.keyboard.type(code_in(letter))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cy/desk/cor-cwm-enghraifft/"))
    context.close()


def test_passkey_is_added_and_signs_in(browser: Browser, base_url: str) -> None:
    """A passkey belongs to a name: the site is asked for as `localhost`."""
    context = browser.new_context(base_url=base_url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    give_authenticator(page)
    page.goto("/en/sign-in/password/?next=/en/account/passkeys/new/")
    fill_in_password(page, "ash", PASSWORD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Carry on").click()
    page.get_by_label("Name of the passkey").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/sign-in/?next=/en/account/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("My phone:")).to_be_visible()
    context.close()


def give_authenticator(page: Page) -> None:
    """Give the browser a phone's lock that opens at once (WebDriver's virtual authenticator)."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_owner_invites_a_colleague_who_joins(browser: Browser, base_url: str, letterbox: Letterbox) -> None:
    """The colleague opens the letter in a browser of their own, and is at the desk after one press."""
    owner = browser.new_context(base_url=base_url).new_page()
    owner.goto("/en/sign-in/password/?next=/en/desk/cor-cwm-enghraifft/team/")
    fill_in_password(owner, "nia", PASSWORD)
    owner.get_by_label("Email address", exact=True).fill("eira@together.example")
    owner.get_by_label("Which language shall we write to them in?").select_option("cy")
    owner.get_by_role("button", name="Send the invitation").click()
    expect(owner.get_by_text("The invitation is on its way.")).to_be_visible()
    colleague = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844}).new_page()
    colleague.goto(link_in(letterbox.letter_to("eira@together.example")))
    colleague.get_by_role("button", name="Ymuno").click()
    expect(colleague).to_have_url(re.compile("/cy/desk/cor-cwm-enghraifft/"))
    colleague.goto("/cy/desk/cor-cwm-enghraifft/team/")
    expect(colleague.get_by_role("table")).to_contain_text("eira@together.example")
    colleague.goto("/cy/desk/example-repair-cafe/team/")
    expect(colleague.get_by_role("heading", level=1)).not_to_contain_text("tîm")
    owner.context.close()
    colleague.context.close()
