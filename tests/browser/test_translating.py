"""A change of a live page is held until its translation is ready; both languages change at the same moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.browser.admin import choose, expect_message, sign_in

pytestmark = pytest.mark.browser

ENGLISH, WELSH = "/en/our-work/act/", "/cy/ein-gwaith/gweithredu/"
STALE = "/admin/reports/translations/?state=stale&language=cy"


@pytest.fixture
def signed_in(new_context: CreateContextCallback) -> Callable[[str], Page]:
    """A way to sign in: each account in a browser of its own."""

    def enter(username: str) -> Page:
        page = new_context().new_page()
        sign_in(page, username)
        return page

    return enter


def number_of(page: Page, title: str) -> int:
    """Return the number the admin knows a strand page by."""
    found = page.request.get(f"/admin/api/main/pages/?slug={title.lower()}&fields=title").json()["items"]
    return next(int(item["id"]) for item in found if item["title"] == title)


def open_strand(page: Page, title: str) -> None:
    """Open a strand page in the page editor."""
    page.goto(f"/admin/pages/{number_of(page, title)}/edit/")
    expect(page).to_have_title(re.compile(f"Editing.*{title}"))


def open_sheet(page: Page, title: str, language: str) -> None:
    """Open the sheet of a strand page in a language."""
    page.goto(f"/admin/translating/{number_of(page, title)}/")
    page.get_by_role("link", name=re.compile(rf"Translate side by side.*{language}")).click()
    expect(page).to_have_title(re.compile("Translate"))


def read(page: Page, address: str) -> str:
    """Return a page as readers get it, without anybody's cookies."""
    return str(page.request.get(address, headers={"Cookie": ""}).text())


def test_both_languages_of_a_changed_page_go_live_together(signed_in: Callable[[str], Page], page: Page) -> None:
    """An editor changes it, a moderator approves, the gate holds it; a translator translates the change, and it goes live."""
    mark = uuid4().hex[:8]
    english, welsh = f"Small changes to the rules {mark}.", f"Newidiadau bach i'r rheolau {mark}."
    editor = signed_in("editor")
    open_strand(editor, "Act")
    editor.get_by_role("textbox", name="Summary").fill(english)
    choose(editor, "Submit to Review")
    expect_message(editor, "has been submitted")
    moderator = signed_in("moderator")
    open_strand(moderator, "Act")
    choose(moderator, "Approve")
    expect(moderator.locator(".messages li").first).to_be_visible()
    assert english not in read(page, ENGLISH)

    translator = signed_in("cyfieithydd")
    open_sheet(translator, "Gweithredu", "Cymraeg")
    line = translator.locator(".tr-line--check", has_text=english)
    expect(line.locator("ins").first).to_be_visible()
    line.get_by_role("textbox").fill(welsh)
    expect(translator.frame_locator("#tr-preview").locator("main")).to_contain_text(welsh)
    translator.get_by_role("button", name="Save draft").last.click()
    expect_message(translator, "Nothing was published")
    assert welsh not in read(page, WELSH)
    translator.get_by_role("button", name="Send to review").click()
    expect_message(translator, "sent to review")

    open_sheet(moderator, "Gweithredu", "Cymraeg")
    expect(moderator.locator("ins", has_text=mark).first).to_be_visible()
    moderator.get_by_role("button", name="Approve").click()
    expect(moderator.locator("#review")).to_have_count(0)
    assert english in read(page, ENGLISH)
    assert welsh.replace("'", "&#x27;") in read(page, WELSH)


def test_a_translator_clears_a_stale_story_from_the_report(signed_in: Callable[[str], Page], page: Page) -> None:
    """From the report to the sheet, the change translated, reviewed by somebody else: readers have it, and the report is done."""
    title, added = "The last bus waits", "Mae'n rhedeg drwy'r nos."
    translator = signed_in("cyfieithydd")
    translator.goto(STALE)
    translator.get_by_role("link", name=title).click()
    line = translator.locator(".tr-line--check").first
    expect(line.locator("ins")).to_contain_text("It runs all night.")
    field = line.get_by_role("textbox")
    field.fill(f"{field.input_value()} {added}")
    translator.get_by_role("button", name="Send to review").click()
    expect_message(translator, "sent to review")
    sheet = translator.url
    moderator = signed_in("moderator")
    moderator.goto(sheet)
    moderator.get_by_role("button", name="Approve").click()
    expect(moderator.locator("#review")).to_have_count(0)
    translator.goto(STALE)
    expect(translator.get_by_role("heading", name="Translations").first).to_be_visible()
    expect(translator.get_by_role("link", name=title)).to_have_count(0)
    assert "drwy&#x27;r nos" in read(page, "/cy/straeon/maer-bws-olaf-yn-aros/")
