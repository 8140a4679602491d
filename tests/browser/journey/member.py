"""A member of a choir: joins by invitation, writes in Welsh on a phone, and answers an editor's notes."""

from __future__ import annotations

import re
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.browser.admin import PATIENCE
from tests.browser.audit import faults
from tests.browser.journey.tale import Tale
from tests.browser.letters import link_in, words_of

DESK = "/cy/desk/cor-cwm-enghraifft/"
SAVED, NO_CONNECTION = "Cadwyd am", "Dim cysylltiad"


def invite(owner: Page, address: str) -> None:
    """Ask a colleague to join, from the page of the team."""
    owner.goto(f"{DESK}team/")
    owner.locator("#id_email").fill(address)
    owner.locator("#id_language").select_option("cy")
    owner.get_by_role("button", name="Anfon y gwahoddiad").click()
    expect(owner.get_by_text("Mae'r gwahoddiad ar ei ffordd.")).to_be_visible()


def join(member: Page, letter: EmailMessage) -> None:
    """Open the letter's link on the phone: one press, and there is an account that is written to in Welsh."""
    assert "gwahoddiad" in letter["Subject"].lower()
    member.goto(link_in(letter))
    member.get_by_role("button", name="Ymuno â'r tîm").click()
    expect(member).to_have_url(re.compile(DESK))
    member.goto("/cy/account/")
    expect(member.locator("input[name=language][value=cy]")).to_be_checked()
    member.get_by_label("Eich enw").fill("Eira")
    member.get_by_role("button", name="Cadw", exact=True).click()
    expect(member.get_by_role("status")).to_have_text("Wedi'i gadw.")


def begin(member: Page, tale: Tale) -> str:
    """Type until the first words are saved; returns the address of the story at the desk."""
    member.goto(DESK)
    member.get_by_role("link", name="Dechrau stori newydd").click()
    member.get_by_label("Teitl", exact=True).fill(tale.working_title)
    member.get_by_label("Y stori", exact=True).fill(tale.first)
    expect(member.locator("#saved-line")).to_contain_text(SAVED)
    return re.sub(r"^https?://[^/]+", "", member.url)


def lose_the_connection(member: Page, tale: Tale) -> None:
    """Type on without a connection, close the page, come back: the words are offered again, and saved."""
    address, phone = member.url, member.context
    phone.set_offline(True)
    member.get_by_label("Y stori", exact=True).fill(f"{tale.first}\n\n{tale.second}")
    expect(member.locator("#saved-line")).to_contain_text(NO_CONNECTION)
    member.goto("about:blank")
    phone.set_offline(False)
    member.goto(address)
    expect(member.get_by_label("Y stori", exact=True)).to_have_value(tale.first)
    member.get_by_role("button", name="Dod â nhw'n ôl").click()
    expect(member.get_by_label("Y stori", exact=True)).to_have_value(f"{tale.first}\n\n{tale.second}")
    expect(member.locator("#saved-line")).to_contain_text(SAVED)


def add_the_photograph(member: Page, tale: Tale) -> str:
    """Choose the photograph and say what it shows, and that it shows somebody; returns the address of the small picture."""
    member.locator("#files").set_input_files(tale.photograph)
    expect(member.locator("textarea[name^=alt-]")).to_have_count(1, timeout=2 * PATIENCE)
    member.get_by_label("Disgrifiwch y llun").fill(f"Mair. {tale.mark}")
    member.locator("#id_region").select_option("wales")
    member.get_by_label("Cyfieithwch hi i ni, os gwelwch yn dda").check()
    member.get_by_label("Oedolion, ac maent i gyd wedi cytuno").check()
    return member.locator("#picture-list img").first.get_attribute("src") or ""


def ask_the_person(member: Page, address: str) -> None:
    """Say who is in the photograph, and have the private link sent to her, in English."""
    member.get_by_role("button", name="Cadw a mynd at y bobl ynddi").click()
    member.get_by_role("link", name="Ychwanegu person").wait_for()
    assert faults(member) == []
    member.get_by_role("link", name="Ychwanegu person").click()
    member.get_by_label("Eu henw", exact=True).fill("Mair")
    expect(member.get_by_label("18 oed neu hŷn")).to_be_checked()
    member.get_by_label("Llun 1").check()
    member.get_by_label("Yr iaith maen nhw'n ei darllen orau").select_option("en")
    member.get_by_label("Eu cyfeiriad e-bost").fill(address)
    assert faults(member) == []
    member.get_by_role("button", name="Cadw a gofyn iddyn nhw").click()
    member.get_by_role("button", name="Anfon y ddolen drwy e-bost").click()
    expect(member.get_by_role("status").first).to_contain_text("Mae'r ddolen ar ei ffordd.")
    assert faults(member) == []


def preview(member: Page, address: str, tale: Tale) -> None:
    """Look at the story as readers will see it, its photograph too, and come back."""
    member.goto(address)
    member.get_by_role("button", name="Rhagolwg").click()
    expect(member.get_by_role("heading", level=1)).to_have_text(tale.first_title)
    expect(member.locator("main")).to_contain_text(tale.second)
    picture = member.locator("main img").first
    picture.scroll_into_view_if_needed()
    member.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    member.get_by_role("link", name="Yn ôl i olygu").click()
    expect(member.get_by_label("Teitl", exact=True)).to_have_value(tale.first_title)


def send(member: Page, title: str) -> None:
    """Send the story that is open to the editors and find it in the list."""
    member.get_by_role("button", name="Anfon at y golygyddion").click()
    expect(member.get_by_role("status")).to_contain_text("Anfonwyd.")
    row = member.get_by_role("row").filter(has_text=title)
    expect(row.locator(".status--with-editors")).to_be_visible()


def answer_the_notes(member: Page, letter: EmailMessage, notes: dict[str, str], tale: Tale) -> None:
    """Follow the letter to the notes, answer both, put right what they ask for, and send the story back."""
    assert all(note in words_of(letter) for note in notes.values())
    member.goto(DESK)
    expect(member.get_by_role("row").filter(has_text=tale.first_title).locator(".status--changes")).to_be_visible()
    member.goto(link_in(letter))
    for part, note in notes.items():
        expect(member.locator("#notes section").filter(has=member.locator(f"#note-{part}"))).to_contain_text(note)
        member.locator(f"#reply-{part}").fill("Diolch, dyma fe.")
    member.get_by_label("Teitl", exact=True).fill(tale.title)
    member.get_by_label("Disgrifiwch y llun").fill(tale.shows)
    send(member, tale.title)
