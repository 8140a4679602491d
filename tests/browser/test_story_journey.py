"""A story's whole way: from an invitation to the page in two languages, and off the site again because somebody in it wishes so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_playwright import CreateContextCallback

from demo.accounts import PASSWORD
from tests.browser import admin
from tests.browser.journey import editors, member, person, readers, stranger, together
from tests.browser.journey.tale import Tale
from tests.browser.letters import Letterbox, link_in, words_of
from tests.browser.photographs import photograph

pytestmark = pytest.mark.browser

TAKEN_DOWN = "The story has been taken down"
PHONE = ViewportSize(width=390, height=844)
NOTES = {
    "title": "Beth am ddweud i bwy mae'r cawl?",
    "pictures": "Disgrifiwch beth sydd gan Mair yn ei dwylo.",
}


@pytest.fixture
def tale(tmp_path: Path) -> Tale:
    """A story nobody has told yet, with a photograph of a phone's size."""
    return Tale(f"q{uuid4().hex[:8]}", photograph(tmp_path / "mair-wrth-y-drws.jpg"))


@pytest.fixture
def browser_of(new_context: CreateContextCallback) -> Callable[[], Page]:
    """A way to give somebody a browser of their own."""
    return lambda: new_context().new_page()


@pytest.fixture
def phone_of(browser_of: Callable[[], Page]) -> Callable[[str], Page]:
    """A way to give somebody a phone; whoever has a name of the demonstration is signed in."""

    def give(username: str = "") -> Page:
        page = browser_of()
        page.set_viewport_size(PHONE)
        if username:
            page.goto("/en/sign-in/password/?next=/en/desk/")
            admin.fill_in_password(page, username, PASSWORD)
            page.wait_for_url(re.compile(r"^[^?]*/en/desk/"))
        return page

    return give


@pytest.fixture
def editor_called(browser_of: Callable[[], Page]) -> Callable[[str], Page]:
    """A way to give an editor a wide screen, signed in to the admin."""

    def give(username: str) -> Page:
        page = browser_of()
        admin.sign_in(page, username)
        return page

    return give


def _written_together(eira: Page, nia: Page, mair_at: str, tale: Tale) -> tuple[str, str]:
    """Let Eira write with Nia's help; return the addresses of the story at the desk and of its picture."""
    address = member.begin(eira, tale)
    member.lose_the_connection(eira, tale)
    picture = member.add_the_photograph(eira, tale)
    member.ask_the_person(eira, mair_at)
    together.meet_on_one_story(eira, nia, address, tale)
    member.preview(eira, address, tale)
    return address, picture


def _changes_asked_for(editor: Page, tale: Tale) -> None:
    """Let an editor read the story from the queue, and ask for changes."""
    editors.open_from_queue(editor, tale.first_title, "Agreements missing: 1")
    editors.ask_for_changes(editor, NOTES)


def _hidden_from(robin: Page, hidden: list[str], tale: Tale) -> None:
    """Show that somebody of another organisation finds nothing of the story."""
    stranger.sees_nothing(robin, hidden, tale.mark)
    stranger.is_not_public(robin, tale.mark)


def _live_in_both(
    editor_called: Callable[[str], Page], letterbox: Letterbox, eira_at: str, reader: Page, tale: Tale
) -> tuple[str, str]:
    """Let editors approve the story, and then its translation; return both addresses, as letters tell them to Eira."""
    second = editor_called("moderator")
    editors.open_from_queue(second, tale.title, "All agreed: 1")
    editors.read_what_changed(second, tale)
    number = editors.approve(second)
    welsh = link_in(letterbox.letter_to(eira_at, "Mae eich stori ar y wefan"))

    editors.translate(editor_called("editor"), number, tale.english, tale.english_slug)
    assert tale.english_title not in readers.ask(reader, "/en/stories/").text()
    editors.approve_the_translation(second, number)
    return welsh, link_in(letterbox.letter_to(eira_at, "Mae eich stori wedi'i chyfieithu"))


def test_a_story_goes_all_its_way(
    phone_of: Callable[..., Page],
    browser_of: Callable[[], Page],
    editor_called: Callable[[str], Page],
    letterbox: Letterbox,
    site_folder: Path,
    tale: Tale,
) -> None:
    """Nia invites Eira, Eira writes about Mair, editors ask and approve, readers read, Mair changes her mind; Robin sees none of it."""
    eira_at, mair_at = (f"{name}-{tale.mark}@together.example" for name in ("eira", "mair"))
    nia, eira, mair, robin, reader = phone_of("nia"), phone_of(), phone_of(), phone_of("robin"), browser_of()

    member.invite(nia, eira_at)
    member.join(eira, letterbox.letter_to(eira_at))
    address, picture = _written_together(eira, nia, mair_at, tale)
    hidden = [*stranger.desk_addresses(address), picture]
    _hidden_from(robin, hidden, tale)
    stranger.may_change_nothing(robin, address)
    member.send(eira, tale.first_title)
    together.see_it_locked(nia, address, tale.first_title)

    _changes_asked_for(editor_called("admin"), tale)
    asked = letterbox.letter_to(eira_at, "Mae golygydd wedi gofyn am newidiadau i'ch stori")
    member.answer_the_notes(eira, asked, NOTES, tale)

    link = person.agree(mair, letterbox.letter_to(mair_at, "May we show you in a story?"), tale.title)
    _hidden_from(robin, hidden, tale)
    welsh, english = _live_in_both(editor_called, letterbox, eira_at, reader, tale)
    assert english.endswith(f"/en/stories/{tale.english_slug}/")
    found = readers.surfaces_of(reader, {"cy": welsh, "en": english}, tale.mark)
    readers.everything_shows_it(reader, found, tale.mark)
    stranger.sees_nothing(robin, stranger.desk_addresses(address), tale.mark)
    receipt = person.withdraw(mair, link, tale.english_title)
    readers.nothing_shows_it(reader, found, tale.mark)
    person.read_the_receipt(mair, letterbox.letter_to(mair_at, TAKEN_DOWN), receipt, tale.mark)
    readers.no_file_is_left(site_folder / "media", found)
    assert tale.mark not in words_of(letterbox.letter_to(eira_at, "Mae stori wedi'i thynnu'n ôl"))
    stranger.sees_nothing(robin, hidden, tale.mark)
