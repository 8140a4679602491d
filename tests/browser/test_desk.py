"""A member tells a story: on a phone, with the keyboard alone, without script, in Welsh; and with script, losing the connection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from demo.accounts import PASSWORD
from tests.browser.audit import audit
from tests.browser.keyboard import press, tab_to, type_into
from tests.browser.letters import Letterbox, code_in
from tests.browser.photographs import photograph

pytestmark = pytest.mark.browser

NARROW = ViewportSize(width=390, height=844)
SENTENCE = "Bob dydd Iau mae Nia yn cario un sosban o gawl i fyny'r grisiau. "
WORDS = 500


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three photographs as large as a phone's."""
    folder = tmp_path_factory.mktemp("photographs")
    return [photograph(folder / f"llun-{number}.jpg") for number in (1, 2, 3)]


def sign_in_by_code(page: Page, letterbox: Letterbox, language: str, address: str) -> None:
    """Sign in by a mailed code, with the keyboard."""
    page.goto(f"/{language}/sign-in/?next=/{language}/desk/")
    type_into(page, page.locator("input[type=email]"), address)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    type_into(page, page.locator("input[name=code]"), code_in(letterbox.letter_to(address)))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"^[^?]*/{language}/desk/"))


@pytest.fixture
def without_script(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page on a narrow screen where no script runs."""
    context = browser.new_context(base_url=base_url, viewport=NARROW, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_story_is_sent_by_keyboard_without_script_in_welsh(
    without_script: Page, letterbox: Letterbox, photographs: list[Path]
) -> None:
    """From signing in to "sent": 500 words and three photographs of eight megapixels."""
    page = without_script
    sign_in_by_code(page, letterbox, "cy", "nia@together.example")
    press(page, page.get_by_role("link", name="Dechrau stori newydd"))
    type_into(page, page.locator("#id_title"), "Cawl i bawb")
    type_into(page, page.locator("#id_text"), (SENTENCE * (WORDS // len(SENTENCE.split()) + 1)).strip())
    tab_to(page, page.locator("#files"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(photographs)
    press(page, page.get_by_role("button", name="Ychwanegu'r lluniau hyn"))
    alternatives = page.locator("textarea[name^=alt-]")
    expect(alternatives).to_have_count(3)
    for number in range(3):
        type_into(page, alternatives.nth(number), f"Llun {number + 1}: sosban fawr ar fwrdd hir.")
    tab_to(page, page.locator("[name=people_answer]").first)
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Anfon at y golygyddion"))
    expect(page.get_by_role("status")).to_contain_text("Anfonwyd.")
    expect(page.locator("table")).to_contain_text("Cawl i bawb")
    expect(page.locator(".status--with-editors").first).to_contain_text("Gyda'r golygyddion")


@pytest.fixture(scope="module")
def member(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """A member who has signed in, on a narrow screen, with script."""
    context = browser.new_context(base_url=base_url, viewport=NARROW, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/en/sign-in/password/?next=/en/desk/")
    page.locator("input[name=login]").fill("robin")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^[^?]*/en/desk/"))
    page.close()
    yield context
    context.close()


NEW = "/en/desk/example-repair-cafe/stories/new/"


def begun(page: Page, title: str) -> str:
    """Begin a story by typing, wait until it is saved, and return its address."""
    page.goto(NEW)
    page.get_by_label("Title").fill(title)
    page.get_by_label("The story").fill("A porter carries a pan up four flights of stairs. Ring 07700 900123.")
    expect(page.locator("#saved-line")).to_contain_text("Saved at")
    return page.url


def test_what_one_types_is_saved_once_the_connection_is_back(member: BrowserContext) -> None:
    """Nobody has to press anything."""
    page = member.new_page()
    begun(page, "Typed on a train")
    member.set_offline(True)
    page.get_by_label("The story").fill("Typed in a tunnel.")
    expect(page.locator("#saved-line")).to_contain_text("No connection")
    member.set_offline(False)
    expect(page.locator("#saved-line")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_label("The story")).to_have_value("Typed in a tunnel.")
    page.close()


def test_words_that_never_arrived_are_offered_again(member: BrowserContext) -> None:
    """The device keeps a copy, also when the page is closed before there is a connection."""
    page = member.new_page()
    address = begun(page, "Closed too soon")
    page.route("**/*", lambda route: route.abort())
    page.get_by_label("The story").fill("Typed before the battery died.")
    expect(page.locator("#saved-line")).to_contain_text("No connection")
    page.unroute("**/*")
    page.goto(address)
    page.get_by_role("button", name="Bring them back").click()
    expect(page.get_by_label("The story")).to_have_value("Typed before the battery died.")
    expect(page.locator("#saved-line")).to_contain_text("Saved at")
    page.close()


def test_a_picture_is_sent_as_soon_as_it_is_chosen(member: BrowserContext, photographs: list[Path]) -> None:
    """Its fields appear on the spot, and what was typed stays."""
    page = member.new_page()
    begun(page, "With a picture")
    page.locator("#files").set_input_files(photographs[0])
    expect(page.locator("textarea[name^=alt-]")).to_have_count(1)
    expect(page.get_by_label("Title")).to_have_value("With a picture")
    page.close()


def test_what_is_typed_while_a_picture_is_on_its_way_stays(member: BrowserContext, photographs: list[Path]) -> None:
    """Words about one picture, typed while another is being sent; and a button pressed meanwhile waits until it is there."""
    page = member.new_page()
    begun(page, "With two pictures")
    page.locator("#files").set_input_files(photographs[0])
    words = page.locator("textarea[name^=alt-]")
    expect(words).to_have_count(1)
    held: list[Route] = []
    page.route("**/stories/*/", lambda route: held.append(route), times=1)
    with page.expect_request("**/stories/*/"):
        page.locator("#files").set_input_files(photographs[1])
    words.first.fill("A pan on a long table.")
    page.get_by_role("button", name="Save draft").last.click()
    held[0].continue_()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(words).to_have_count(2)
    expect(words.first).to_have_value("A pan on a long table.")
    page.close()


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_pages_of_the_desk_are_accessible_and_fit(member: BrowserContext, language: str) -> None:
    """List, form, form with errors, warnings, confirming, preview, profile and pledge: light and dark, 320 to 1280 pixels."""
    page = member.new_page()
    story = begun(page, f"Read by axe {language}").replace("/en/", f"/{language}/")
    desk = f"/{language}/desk/example-repair-cafe/"
    found: dict[str, list[str]] = {}
    for rest in (
        desk,
        f"{desk}stories/new/",
        story,
        f"{story}delete/",
        f"{story}preview/",
        f"{desk}profile/",
        f"{desk}pledge/",
    ):
        page.goto(rest)
        found[rest] = audit(page)
    page.goto(story)
    page.locator(".send button").first.click()
    page.wait_for_selector("#errors")
    found["errors"] = audit(page)
    page.locator("[name=people_answer]").first.check()
    page.locator(".send button").first.click()
    page.wait_for_selector(".warned")
    found["warnings"] = audit(page)
    page.close()
    assert not any(found.values()), {name: lines for name, lines in found.items() if lines}
