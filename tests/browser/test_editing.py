"""Editors at work: a story is written, published, changed and reviewed in the browser, and readers see it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Page, expect
from pytest_playwright import CreateContextCallback

from tests.browser.admin import (
    choose,
    expect_message,
    fill_in_password,
    footer_button,
    open_from_dashboard,
    sign_in,
    write_story,
)

pytestmark = pytest.mark.browser

WORDS = "It came back on a Thursday, wrapped in a tea towel."
OWN_EDIT = "You made the last change to this page, so somebody else must approve it."


@pytest.fixture
def signed_in(new_context: CreateContextCallback) -> Callable[[str], Page]:
    """A way to sign in: each account in a browser of its own."""

    def enter(username: str) -> Page:
        page = new_context().new_page()
        sign_in(page, username)
        return page

    return enter


@pytest.fixture
def title() -> str:
    """A title nobody has used."""
    return f"The kettle {uuid4().hex[:8]}"


def read(page: Page, title: str) -> APIResponse:
    """Ask for a story as a reader, without the editor's cookies."""
    slug = title.lower().replace(" ", "-")
    return page.request.get(f"/en/stories/{slug}/", headers={"Cookie": ""})


def test_story_is_published_and_changed(signed_in: Callable[[str], Page], title: str, page: Page) -> None:
    """An administrator writes a story, publishes it, reads it on the site, and corrects it."""
    desk = signed_in("admin")
    write_story(desk, title=title, words=WORDS)
    assert read(page, title).status == 404
    choose(desk, "Publish")
    expect_message(desk, "has been published")
    page.goto("/en/stories/")
    expect(page.locator(".results q").first).to_have_text("We came for the kettle.")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".prose")).to_contain_text(WORDS)
    desk.get_by_role("link", name="Edit", exact=True).first.click()
    desk.get_by_role("textbox", name="Summary").fill("A kettle that came home.")
    choose(desk, "Publish")
    expect_message(desk, "has been published")
    page.reload()
    expect(page.locator("main .lead")).to_have_text("A kettle that came home.")


def test_preview_shows_the_page_as_readers_will_see_it(signed_in: Callable[[str], Page], title: str) -> None:
    """The panel beside the editor holds the page itself, as it is just now."""
    desk = signed_in("editor")
    write_story(desk, title=title, words=WORDS)
    desk.get_by_role("button", name="Toggle preview").click()
    preview = desk.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(title)
    expect(preview.locator(".prose")).to_contain_text(WORDS)


def test_editor_submits_and_moderator_approves(signed_in: Callable[[str], Page], title: str, page: Page) -> None:
    """What an editor submits stays unseen until a moderator, who finds it on the dashboard, approves it."""
    desk = signed_in("editor")
    write_story(desk, title=title, words=WORDS)
    expect(footer_button(desk, "Publish")).to_have_count(0)
    choose(desk, "Submit to Review")
    expect_message(desk, "has been submitted")
    assert read(page, title).status == 404
    reviewer = signed_in("moderator")
    open_from_dashboard(reviewer, title)
    choose(reviewer, "Approve")
    expect_message(reviewer, title)
    assert WORDS in read(page, title).text()


def test_nobody_approves_their_own_edit(signed_in: Callable[[str], Page], title: str, page: Page) -> None:
    """A moderator's own story waits for somebody else; the page says so, and an administrator can approve it."""
    desk = signed_in("moderator")
    write_story(desk, title=title, words=WORDS)
    choose(desk, "Submit to Review")
    expect_message(desk, "has been submitted")
    open_from_dashboard(desk, title)
    expect_message(desk, OWN_EDIT)
    expect(footer_button(desk, "Approve")).to_have_count(0)
    other = signed_in("admin")
    open_from_dashboard(other, title)
    choose(other, "Approve")
    expect_message(other, title)
    assert read(page, title).status == 200


def test_edit_of_a_reviewer_waits_for_another_one(signed_in: Callable[[str], Page], title: str, page: Page) -> None:
    """Changing and approving at once is kept as a change, and is not published."""
    desk = signed_in("editor")
    write_story(desk, title=title, words=WORDS)
    choose(desk, "Submit to Review")
    expect_message(desk, "has been submitted")
    reviewer = signed_in("moderator")
    open_from_dashboard(reviewer, title)
    reviewer.get_by_role("textbox", name="Summary").fill("A kettle, corrected.")
    choose(reviewer, "Approve")
    expect_message(reviewer, "somebody else must approve")
    expect(reviewer.get_by_role("textbox", name="Summary")).to_have_value("A kettle, corrected.")
    assert read(page, title).status == 404


def test_wrong_password_opens_nothing(page: Page) -> None:
    """The admin says that it did not work, in words, and stays closed."""
    page.goto("/admin/login/")
    fill_in_password(page, "admin", "not the password")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.goto("/admin/pages/")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
