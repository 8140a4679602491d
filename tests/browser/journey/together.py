"""Two members of one team on one story: they see each other, and neither overwrites the other."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.audit import faults
from tests.browser.journey.tale import Tale


def meet_on_one_story(writer: Page, other: Page, address: str, tale: Tale) -> None:
    """Both change the title; the second is shown both titles, and keeps the first."""
    other.goto(address)
    expect(other.locator("#others-line")).to_contain_text("Eira")
    writer.goto(address)
    expect(writer.locator("#others-line")).to_contain_text("Nia")
    other.route("**/*", lambda route: route.abort())  # what is typed now is not saved before the writer's
    other.get_by_label("Teitl", exact=True).fill(f"Sosban {tale.mark}")
    writer.get_by_label("Teitl", exact=True).fill(tale.first_title)
    writer.get_by_role("button", name="Cadw drafft").last.click()
    expect(writer.get_by_role("status").first).to_contain_text("Wedi'i gadw.")
    other.unroute("**/*")
    other.get_by_role("button", name="Cadw drafft").last.click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Newidiodd dau berson yr un rhan")
    expect(other.get_by_label("Fel y mae wedi'i gadw nawr")).to_have_value(tale.first_title)
    expect(other.get_by_label("Eich geiriau")).to_have_value(f"Sosban {tale.mark}")
    assert faults(other) == []
    other.get_by_role("link", name="Cadw'r hyn sydd yno nawr").click()
    expect(other.get_by_label("Teitl", exact=True)).to_have_value(tale.first_title)


def see_it_locked(other: Page, address: str, title: str) -> None:
    """While the editors have the story, a colleague reads how it stands and changes nothing."""
    other.goto(address)
    expect(other.get_by_role("heading", level=1)).to_have_text(title)
    expect(other.get_by_role("link", name="Cymryd y stori'n ôl")).to_be_visible()
    expect(other.get_by_role("textbox")).to_have_count(0)
    assert faults(other) == []
