"""An organisation makes a pledge: form, letter, confirmation, an editor's approval, a draft profile; in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.browser.admin import expect_message, sign_in
from tests.browser.audit import load_axe, violations
from tests.browser.letters import Letterbox, link_in, words_of

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Words:
    """What the form says in one language."""

    path: str
    error: str
    group: str
    name: str
    promise: str
    email: str
    agreed: str
    send: str
    email_error: str
    sent: str
    subject: str
    confirm: str
    thanks: str

    def __str__(self) -> str:
        return self.path.split("/")[1]


ENGLISH = Words(
    path="/en/take-part/make-a-pledge/",
    error="Error:",
    group="A community group or club",
    name="Name of organisation",
    promise="We pledge to…",
    email="Your email address",
    agreed="I can speak for my organisation",
    send="Check and send",
    email_error="Enter an email address, like name@example.org",
    sent="Sent.",
    subject="Please confirm your pledge",
    confirm="Confirm my pledge",
    thanks="Your pledge is confirmed.",
)
WELSH = Words(
    path="/cy/cymryd-rhan/gwneud-addewid/",
    error="Gwall:",
    group="Grŵp cymunedol neu glwb",
    name="Enw'r sefydliad",
    promise="Rydym yn addo…",
    email="Eich cyfeiriad e-bost",
    agreed="Gallaf siarad ar ran fy sefydliad",
    send="Gwirio ac anfon",
    email_error="Rhowch gyfeiriad e-bost, fel enw@example.org",
    sent="Anfonwyd.",
    subject="Cadarnhewch eich addewid",
    confirm="Cadarnhau fy addewid",
    thanks="Mae eich addewid wedi'i gadarnhau.",
)
PROMISE = "Open our hall on two evenings a week to anyone who wants to sit in the warm."


@pytest.fixture
def name() -> str:
    """An organisation nobody has heard of yet."""
    return f"Clwb Clychau Sampl {uuid4().hex[:8]}"


def address_of(name: str) -> str:
    """Return the organisation's email address."""
    return f"{name.split()[-1]}@bells.example"


def fill_all_but_email(page: Page, words: Words, name: str) -> None:
    """Fill in the form, with an email address that is none."""
    page.get_by_label(words.group).check()
    page.get_by_label(words.name).fill(name)
    page.locator("#id_region").select_option("wales")
    page.get_by_label(words.promise).fill(PROMISE)
    page.locator("#id_month").fill("5")
    page.locator("#id_year").fill("2027")
    page.locator("#join-form input[name=strand]").nth(1).check()
    page.get_by_label(words.email).fill("bells")
    page.get_by_label(words.agreed).check()


def make_pledge(page: Page, words: Words, name: str) -> None:
    """Send the form complete."""
    page.goto(words.path)
    fill_all_but_email(page, words, name)
    page.get_by_label(words.email).fill(address_of(name))
    page.get_by_role("button", name=words.send).click()
    expect(page.get_by_role("status")).to_contain_text(words.sent)


@pytest.mark.parametrize("words", [ENGLISH, WELSH], ids=str)
def test_errors_are_put_right(page: Page, letterbox: Letterbox, name: str, words: Words) -> None:
    """One thing is wrong: the page says which, keeps the rest, and takes the form once it is right."""
    page.goto(words.path)
    fill_all_but_email(page, words, name)
    page.get_by_role("button", name=words.send).click()
    expect(page).to_have_title(re.compile(f"^{words.error}"))
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_text([words.email_error])
    summary.get_by_role("link").click()
    expect(page.get_by_label(words.email)).to_be_focused()
    expect(page.get_by_label(words.email)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label(words.name)).to_have_value(name)
    expect(page.get_by_label(words.agreed)).to_be_checked()
    page.get_by_label(words.email).fill(address_of(name))
    page.get_by_role("button", name=words.send).click()
    expect(page.get_by_role("status")).to_contain_text(words.sent)
    letter = letterbox.letter_to(address_of(name))
    assert letter["Subject"] == words.subject
    assert name not in words_of(letter)
    assert page.context.cookies() == []


def test_words_are_counted_down(page: Page) -> None:
    """Of forty words, the line under the pledge says how many are left, and how many are too many."""
    page.goto(ENGLISH.path)
    line = page.locator("[data-words]")
    expect(line).to_have_text("Words left: 40")
    page.get_by_label(ENGLISH.promise).fill("Open our hall twice")
    expect(line).to_have_text("Words left: 36")
    page.get_by_label(ENGLISH.promise).fill("word " * 42)
    expect(line).to_have_text("Words too many: 2")


@pytest.mark.parametrize("words", [ENGLISH, WELSH], ids=str)
def test_pledge_is_confirmed_and_becomes_a_draft_profile(
    page: Page, new_context: CreateContextCallback, letterbox: Letterbox, name: str, words: Words
) -> None:
    """The link asks before it confirms; an editor then approves, and nothing is live until the profile is published."""
    make_pledge(page, words, name)
    page.goto(link_in(letterbox.letter_to(address_of(name))))
    expect(page.locator("main")).to_contain_text(PROMISE)
    load_axe(page)
    assert violations(page) == []
    page.get_by_role("button", name=words.confirm).click()
    expect(page.get_by_role("status")).to_contain_text(words.thanks)
    load_axe(page)
    assert violations(page) == []
    desk = new_context().new_page()
    approve(desk, name)
    desk.get_by_role("link", name="Its profile").click()
    expect(desk.get_by_role("textbox", name="Title*", exact=True)).to_have_value(name)
    page.goto(f"/{words}/search/?q={name.split()[-1]}")
    expect(page.locator(".hits > li")).to_have_count(0)


def approve(desk: Page, name: str) -> None:
    """Find an application in the admin and approve it."""
    sign_in(desk, "moderator")
    desk.goto("/admin/snippets/partners/application/")
    desk.get_by_role("link", name=name).first.click()
    expect(desk.locator("main")).to_contain_text(PROMISE)
    desk.get_by_role("button", name="Approve").click()
    expect_message(desk, "Approved")


def test_unfinished_form_is_found_again(page: Page, letterbox: Letterbox, name: str) -> None:
    """Saved with an address alone, it comes back by the link in a letter with everything that was typed."""
    page.goto(ENGLISH.path)
    page.get_by_label(ENGLISH.promise).fill(PROMISE)
    page.get_by_label(ENGLISH.email).fill(address_of(name))
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto(link_in(letterbox.letter_to(address_of(name))))
    expect(page.get_by_label(ENGLISH.promise)).to_have_value(PROMISE)
