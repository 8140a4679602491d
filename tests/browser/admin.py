"""What editors do, as steps in the browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect

from demo.accounts import PASSWORD

PATIENCE = 60_000
"""Milliseconds to wait for what a page should say: publishing makes pictures and search entries on the way, two browsers at once."""


def sign_in(page: Page, username: str) -> None:
    """Sign in as one of the demonstration accounts and arrive at the dashboard."""
    page.goto("/admin/login/")
    fill_in_password(page, username, PASSWORD)
    expect(page).to_have_title(re.compile("Dashboard"))


def fill_in_password(page: Page, username: str, password: str) -> None:
    """Fill in the form for a password, which the admin's own address leads to, and send it."""
    page.get_by_label("Email address or user name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def write_story(page: Page, *, title: str, words: str) -> None:
    """Open a new story and fill in what a story needs."""
    page.goto("/admin/stories/")
    page.get_by_role("link", name="Add story").first.click()
    expect(page).to_have_title(re.compile("New: Story"))
    page.get_by_role("textbox", name="Title*", exact=True).press_sequentially(title)
    page.get_by_role("textbox", name="Summary").fill("A kettle, a ladder and forty people on a Thursday.")
    page.get_by_role("textbox", name="Quote for the card").fill("We came for the kettle.")
    page.get_by_role("combobox", name="Nation or region").select_option("wales")
    page.get_by_role("combobox", name="Main strand").select_option(label="Meet")
    story = page.get_by_role("region", name="Story", exact=True)
    story.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Text", exact=True).click()
    story.locator("[contenteditable=true]").press_sequentially(words)
    save_draft(page, words)
    say_nobody_can_be_recognised(page)


def save_draft(page: Page, words: str) -> None:
    """Arrive at the stored draft that holds `words`: Wagtail saves by itself what changes once it has looked at the form, else the button does."""
    edited = re.compile(r"/admin/pages/\d+/edit/")
    try:
        page.wait_for_url(edited, timeout=10_000)
    except TimeoutError:
        choose(page, "Save draft")
        page.wait_for_url(edited)
    for _ in range(PATIENCE // 250):
        if words in page.request.get(page.url).text():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"“{words}” is not in the stored draft.")


def say_nobody_can_be_recognised(page: Page) -> None:
    """Answer what every story is asked before it goes live, and come back to the editor."""
    editor = page.url
    page.goto(editor.replace("/admin/pages/", "/admin/story-people/").replace("/edit/", "/people/"))
    page.get_by_label("Nobody can be recognised").check()
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_label("Nobody can be recognised")).to_be_checked()
    page.goto(editor)


def open_from_dashboard(page: Page, title: str) -> None:
    """Open a page that stands on the dashboard."""
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    expect(page).to_have_title(re.compile(f"Editing.*{title}"))


def footer_button(page: Page, action: str) -> Locator:
    """Return the button of the editor's footer whose words begin with `action`, shown or behind `More actions`."""
    return page.locator("footer button").filter(has_text=re.compile(rf"^\s*{action}\s*$"))


def choose(page: Page, action: str) -> None:
    """Press a button of the editor's footer."""
    button = footer_button(page, action).first
    if not button.is_visible():
        page.locator("footer").get_by_role("button", name="More actions").click()
    button.click()


def expect_message(page: Page, words: str) -> None:
    """Wait for a message at the top of the page that says `words`, a pattern."""
    expect(page.locator(".messages")).to_contain_text(re.compile(words))
