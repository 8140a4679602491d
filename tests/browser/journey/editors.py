"""The editors: they read the queue, ask for changes, approve, and have the story translated."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.admin import expect_message
from tests.browser.audit import load_axe, violations
from tests.browser.journey.tale import Tale

QUEUE = "/admin/moderation/"


def open_from_queue(editor: Page, title: str, agreement: str) -> None:
    """Find a story in the queue, with how far the people in it have agreed, and open its review."""
    editor.goto(QUEUE)
    row = editor.get_by_role("row").filter(has_text=title)
    expect(row).to_contain_text(agreement)
    row.get_by_role("link", name=title).click()
    expect(editor.locator("#mo-form")).to_be_visible()
    preview = editor.frame_locator(".mo-preview iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(title)
    load_axe(editor)
    assert violations(editor) == []


def ask_for_changes(editor: Page, notes: dict[str, str]) -> None:
    """Write a note under each part and hand the story back."""
    for part, words in notes.items():
        section = editor.locator(f"#field-{part}")
        section.locator("summary").click()
        section.get_by_role("textbox").fill(words)
    editor.get_by_role("button", name="Ask for changes").click()
    expect_message(editor, "on their way to the writers")


def read_what_changed(editor: Page, tale: Tale) -> None:
    """See word by word what is new since last time, and the answers under the notes."""
    changes = editor.locator("section", has=editor.get_by_role("heading", name="What changed since last time"))
    expect(changes.locator("ins").first).to_contain_text("i bawb")
    expect(editor.locator("#field-title")).to_contain_text("Diolch, dyma fe.")


def approve(editor: Page) -> int:
    """Choose the strand and approve what the review shows; returns the number of the page."""
    edit = editor.get_by_role("link", name="Correct it in the page editor").get_attribute("href") or ""
    editor.get_by_label("Strand", exact=True).select_option(label="Meet")
    editor.get_by_role("button", name="Approve", exact=True).click()
    expect_message(editor, "the story is on the site")
    found = re.search(r"/pages/(\d+)/", edit)
    assert found, edit
    return int(found[1])


def translate(translator: Page, number: int, english: dict[str, str], slug: str) -> None:
    """Begin the translation, write it side by side, look at the preview, and send it to review."""
    translator.goto(f"/admin/translating/{number}/")
    translator.get_by_role("button", name=re.compile("Start a translation.*English")).click()
    translator.wait_for_url("**/edit/")
    lines = translator.locator(".tr-line--missing")
    assert lines.count() >= len(english)
    for line in lines.all():
        original = line.locator(".tr-original > .tr-text").inner_text().strip()
        line.get_by_role("textbox").fill(english[original])
    expect(translator.frame_locator("#tr-preview").get_by_role("heading", level=1)).to_have_text(
        next(iter(english.values()))
    )
    translator.get_by_label("Last part of the address").fill(slug)
    translator.get_by_role("button", name="Send to review").click()
    expect_message(translator, "sent to review")


def approve_the_translation(editor: Page, number: int) -> None:
    """Open what was translated, and approve it."""
    editor.goto(f"/admin/translating/{number}/")
    editor.get_by_role("link", name=re.compile("Translate side by side.*English")).click()
    editor.locator("#review").get_by_role("button", name="Approve").click()
    expect(editor.locator("#review")).to_have_count(0)
