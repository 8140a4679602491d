"""Finding one's way: languages, filters, pages, search, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import ENGLISH, WELSH, Address

pytestmark = pytest.mark.browser


def first_number(locator: Locator) -> int:
    """Return the first number in the text of an element."""
    found = re.search(r"\d+", locator.inner_text())
    assert found, locator.inner_text()
    return int(found.group())


def switch(page: Page, name: str) -> None:
    """Follow a language of the strip."""
    page.locator("nav.languages").get_by_role("link", name=name, exact=True).click()


def query_of(address: str) -> dict[str, list[str]]:
    """Return what an address asks for; in which order does not matter."""
    return parse_qs(urlsplit(address).query)


def here(page: Page) -> str:
    """Return the address of the page without its host."""
    return urlsplit(page.url)._replace(scheme="", netloc="").geturl()


PLAIN = [address for address in ENGLISH if address.prepare is None and "embed" not in address.path]
PLAIN_WELSH = [address for address in WELSH if address.prepare is None and "embed" not in address.path]


@pytest.mark.parametrize("address", PLAIN, ids=str)
def test_switching_to_welsh_and_back_leads_to_the_same_page(page: Page, address: Address) -> None:
    """The same page in Welsh, with the query kept, or an honest notice; and the way back leads where one came from."""
    address.visit(page)
    before = here(page)
    switch(page, "Cymraeg")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    assert query_of(page.url) == query_of(before)
    switch(page, "English")
    assert (urlsplit(page.url).path, query_of(page.url)) == (urlsplit(before).path, query_of(before))


@pytest.mark.parametrize("address", PLAIN_WELSH, ids=str)
def test_switching_to_english_and_back_leads_to_the_same_page(page: Page, address: Address) -> None:
    """The same from Welsh."""
    address.visit(page)
    before = here(page)
    switch(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    switch(page, "Cymraeg")
    assert (urlsplit(page.url).path, query_of(page.url)) == (urlsplit(before).path, query_of(before))


def test_page_without_translation_says_so(page: Page) -> None:
    """Welsh around, English within, a notice between the two, the original as canonical address, and not indexed."""
    page.goto("/en/stories/plot-14/")
    switch(page, "Cymraeg")
    expect(page).to_have_url(re.compile(r"/cy/en/stories/plot-14/$"))
    expect(page.locator(".banner")).to_contain_text("Nid yw'r dudalen hon ar gael yn Gymraeg eto.")
    expect(page.locator("main")).to_have_attribute("lang", "en")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", re.compile("noindex"))
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", re.compile(r"[^y]/en/stories/plot-14/$"))
    expect(page.locator("link[hreflang=cy]")).to_have_count(0)


@pytest.mark.parametrize(
    ("accepted", "path"), [("cy-GB,cy;q=0.9,en;q=0.5", "/cy/"), ("ur", "/ur/"), ("fr", "/en/"), ("de,pl;q=0.7", "/pl/")]
)
def test_first_address_speaks_the_readers_language(page: Page, accepted: str, path: str) -> None:
    """The bare address chooses what the browser asks for, else English."""
    page.set_extra_http_headers({"Accept-Language": accepted})
    page.goto("/")
    assert here(page) == path
    assert page.context.cookies() == []


def all_cards(page: Page) -> Iterator[str]:
    """Read the titles of the results, page after page."""
    while True:
        yield from page.locator(".results .card__title").all_inner_texts()
        following = page.locator(".pages a[rel=next]")
        if not following.count():
            return
        following.click()


def result_count(page: Page) -> int:
    """Return how many stories the list says it has."""
    return first_number(page.locator("#results"))


def test_places_of_the_map_filter_and_count(page: Page) -> None:
    """A tile shows as many stories as it says; the tag takes the filter off again."""
    page.goto("/en/stories/")
    everything = result_count(page)
    tile = page.locator(".map").get_by_role("link", name="Wales")
    expected = first_number(tile.locator("b"))
    tile.click()
    assert 0 < result_count(page) == expected < everything
    assert len(list(all_cards(page))) == expected
    page.locator(".tags").get_by_role("link", name="Wales").click()
    assert result_count(page) == everything


def test_pages_hold_every_story_once(page: Page) -> None:
    """Next leads from the first page to the last, and no story is missing or seen twice."""
    page.goto("/en/stories/")
    total = result_count(page)
    expect(page.locator(".pages [aria-disabled=true]")).to_have_text("Previous")
    titles = list(all_cards(page))
    assert len(titles) == len(set(titles)) == total
    expect(page.locator(".pages [aria-disabled=true]")).to_have_text("Next")
    assert page.goto("/en/stories/?page=99").status == 404  # type: ignore[union-attr]


def test_filters_combine(page: Page) -> None:
    """Strands add up, a theme narrows down, the address can be shared, and `Clear all` brings everything back."""
    page.goto("/en/stories/?strand=talk")
    talk = result_count(page)
    expect(page.get_by_label("Talk", exact=True)).to_be_checked()
    page.get_by_label("Meet", exact=True).check()
    page.get_by_role("button", name="Show stories").click()
    both = result_count(page)
    assert both > talk
    page.get_by_label("Theme").select_option("music")
    page.get_by_role("button", name="Show stories").click()
    assert 0 < result_count(page) < both
    assert parse_qs(urlsplit(page.url).query)["strand"] == ["talk", "meet"]
    page.get_by_role("link", name="Clear all").click()
    assert here(page) == "/en/stories/"


def test_directory_finds_partners(page: Page) -> None:
    """Name, sector and place narrow down; the letters lead to their partners, in Welsh by the Welsh alphabet."""
    page.goto("/en/partners/?sector=sport")
    shown = page.locator("article.partner")
    assert first_number(page.get_by_role("status")) == shown.count() > 1
    page.get_by_label("Name", exact=True).fill("walk")
    page.get_by_label("Nation or region").select_option("wales")
    page.get_by_role("button", name="Show partners").click()
    expect(shown).to_have_count(1)
    page.goto("/cy/partneriaid/")
    letters = page.locator(".letters > li").all_inner_texts()
    assert letters[letters.index("C") : letters.index("E")] == ["C", "Ch", "D", "Dd"]
    page.locator(".letters a").last.click()
    expect(page.locator("section.letter h2").last).to_be_in_viewport()


def test_search_by_kind_and_mark(page: Page) -> None:
    """Kinds count their results, the words searched for are marked, and Welsh finds what is mutated."""
    page.goto("/en/search/?q=bench")
    stories = page.locator(".kinds").get_by_role("link", name="Stories")
    expected = first_number(stories)
    expect(page.locator(".hits mark").first).to_have_text(re.compile("bench", re.IGNORECASE))
    stories.click()
    assert first_number(page.locator("#results")) == expected
    page.goto("/cy/search/?q=mainc")
    expect(page.locator(".hits mark").first).to_have_text(re.compile("fainc|mainc", re.IGNORECASE))


def test_print_keeps_words_and_drops_what_cannot_be_pressed(page: Page) -> None:
    """On paper there is the story and where it came from, and neither menu nor button."""
    page.goto("/en/stories/saturday-table/")
    page.emulate_media(media="print")
    for gone in page.locator("nav, button, .button, details, form, .wordmark, a.skip").all():
        expect(gone).to_be_hidden()
    for kept in ("a.logo", "h1", "main .lead", ".story__art img", "main dl", ".prose", ".source", ".footer__about"):
        expect(page.locator(kept).first).to_be_visible()
