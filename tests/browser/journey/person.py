"""Mair, who is in the photograph: she has no account, and decides on her own phone."""

from __future__ import annotations

from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.browser.audit import faults
from tests.browser.letters import link_in, words_of


def agree(person: Page, letter: EmailMessage, title: str) -> str:
    """Open the private link, see the photograph, and say yes to the website alone; returns the link."""
    link = link_in(letter)
    person.goto(link)
    expect(person.get_by_role("heading", name=title)).to_be_visible()
    picture = person.get_by_alt_text("The picture you are in")
    person.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    assert faults(person) == []
    person.locator("input[name=purposes][value=website]").check()
    person.get_by_role("button", name="Yes, to what I ticked").click()
    expect(person.get_by_role("status")).to_contain_text("We have noted your answer.")
    expect(person.locator("main")).to_contain_text("You said yes on")
    assert person.context.cookies() == []
    return link


def withdraw(person: Page, link: str, title: str) -> str:
    """Come back to the link and take the story down; returns the address of the receipt."""
    person.goto(link)
    expect(person.get_by_role("heading", name=title)).to_be_visible()
    person.get_by_role("link", name="Take the story down").click()
    assert faults(person) == []
    person.get_by_role("button", name="Take the story down").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("The story has been taken down")
    return person.url


def read_the_receipt(person: Page, letter: EmailMessage, receipt: str, mark: str) -> None:
    """The letter names nothing and leads to the page that says, in the end, that everything is erased."""
    assert mark not in words_of(letter)
    assert receipt.endswith(link_in(letter))
    person.goto(receipt)
    for _time in range(60):
        if person.get_by_text("Erased on").count():
            break
        person.wait_for_timeout(500)
        person.reload()
    expect(person.get_by_text("Erased on")).to_be_visible()
    assert faults(person) == []
