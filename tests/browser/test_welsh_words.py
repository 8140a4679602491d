"""A walk through the Welsh demonstration in every state a reader meets: no word of the interface is in English.

Every message of the catalogue whose Welsh differs is looked for among the words of the page as the browser holds it, and among
the names, placeholders and texts for screen readers, outside elements marked as another language.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from demo.accounts import PASSWORD
from tests.browser.addresses import SIGNING_IN, WELSH, Address
from tests.languages.english import english_in

pytestmark = pytest.mark.browser


WELSH_SIGNING_IN = tuple(address for address in SIGNING_IN if address.path.startswith("/cy/"))
MOST_PAGES = 40
"""Pages a walk looks at: more than there are, unless something makes ever new addresses."""
LEAVING = ("/sign-out/", "/preview/", "/admin/")


@pytest.mark.parametrize("address", [*WELSH, *WELSH_SIGNING_IN], ids=str)
def test_rule_01_no_english_leaks_into_welsh_pages(page: Page, address: Address) -> None:
    address.visit(page)
    assert english_in(page.content()) == set()


@pytest.mark.parametrize("who", ["nia", "gwyn"])
def test_rule_01_no_english_leaks_at_the_desk_in_welsh(page: Page, who: str) -> None:
    """The owner of an organisation and a member of it, from their desk through every page it leads to."""
    page.goto("/cy/sign-in/password/")
    page.get_by_label("Cyfeiriad e-bost neu enw defnyddiwr").fill(who)
    page.get_by_label("Cyfrinair", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Mewngofnodi").click()
    page.wait_for_url("**/cy/desk/**")
    seen, leaks = walk(page, ("/cy/desk/", "/cy/account/", "/cy/consent/"))
    assert len(seen) > 8, seen
    assert len(seen) < MOST_PAGES, seen
    assert leaks == {}


def walk(page: Page, below: tuple[str, ...]) -> tuple[list[str], dict[str, set[str]]]:
    """Follow every link from where the page is to addresses below these; return what was seen, and the English in it."""
    waiting, seen, leaks = [address_of(page.url)], list[str](), dict[str, set[str]]()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        seen.append(address)
        answer = page.goto(address)
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        if found := english_in(page.content()):
            leaks[address] = found
        links = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        for link in map(address_of, links):
            if link.startswith(below) and not any(part in link for part in LEAVING) and link not in [*seen, *waiting]:
                waiting.append(link)
    return seen, leaks


def address_of(url: str) -> str:
    """Return an address without its host, query and place on the page."""
    return urlsplit(url).path
