"""Reading where no script runs: everything still works."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Switch script off, on a narrow screen."""
    return {**browser_context_args, "java_script_enabled": False, "viewport": ViewportSize(width=390, height=844)}


def test_menu_opens(page: Page) -> None:
    """The menu opens and leads somewhere."""
    page.goto("/cy/")
    page.locator("details.pocket > summary").click()
    page.locator("details.pocket").get_by_role("link", name="Partneriaid").click()
    expect(page).to_have_url(re.compile(r"/cy/partneriaid/$"))


def test_further_languages_open(page: Page) -> None:
    """The languages that are folded away lead to the same page."""
    page.goto("/en/stories/saturday-table/")
    page.get_by_text("More languages").click()
    page.get_by_role("link", name="Polski").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")


def test_stories_are_filtered(page: Page) -> None:
    """The filters are a plain form."""
    page.goto("/en/stories/")
    page.get_by_text("More filters").click()
    page.get_by_label("Act", exact=True).check()
    page.get_by_role("button", name="Show stories").click()
    expect(page).to_have_url(re.compile(r"[?&]strand=act"))
    expect(page.locator(".tags").get_by_role("link", name="Act")).to_be_visible()


def test_partners_are_found(page: Page) -> None:
    """The directory's form needs no script either."""
    page.goto("/en/partners/")
    page.get_by_label("Name").fill("choir")
    page.get_by_label("Nation or region").select_option("wales")
    page.get_by_role("button", name="Show partners").click()
    expect(page).to_have_url(re.compile(r"name=choir.*region=wales"))


def test_search_answers(page: Page) -> None:
    """Words and Enter are enough."""
    page.goto("/en/search/")
    page.get_by_role("searchbox").fill("bench")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".hits > li").first).to_be_visible()


def test_embed_code_opens(page: Page) -> None:
    """The code for other sites is there to be copied by hand; buttons that only a script can work are not shown."""
    page.goto("/en/stories/saturday-table/")
    page.get_by_text("Embed this story on your site").click()
    expect(page.get_by_label("Code to copy")).to_have_value(
        re.compile(r"<iframe src=.*/en/embed/stories/saturday-table/")
    )
    expect(page.get_by_label("Link to copy")).to_have_value(re.compile(r"/en/stories/saturday-table/$"))
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()


def test_pledge_form_says_what_to_put_right(page: Page) -> None:
    """Errors come from the server, and what was typed is kept."""
    page.goto("/en/take-part/make-a-pledge/")
    page.get_by_label("Name of organisation").fill("The Example Bell Ringers")
    page.get_by_role("button", name="Check and send").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who is pledging")
    expect(page).to_have_title(re.compile(r"^Error:"))
    expect(page.get_by_label("Name of organisation")).to_have_value("The Example Bell Ringers")
