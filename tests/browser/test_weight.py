"""What a page costs its reader: nothing broken, nobody else asked, no cookie, little to load, nothing that jumps about."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response, ViewportSize

from tests.browser.addresses import EVERYWHERE, Address
from tests.browser.complaints import Complaints

pytestmark = pytest.mark.browser

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
KIB = 1024
FIRST_VIEW_BYTES = 100 * KIB
FIRST_VIEW_REQUESTS = 12
SCRIPT_BYTES = 5 * KIB
# A quick 3G connection: late enough that fonts and pictures arrive after the words are drawn.
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
COUNT_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    const moved = shift.sources.map(({ node }) => (node?.outerHTML ?? node?.parentElement?.outerHTML ?? "").slice(0, 120));
    window.shifts.push(`${shift.value}: ${moved.join(" | ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
SCROLL_DOWN = """async () => {
  for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await new Promise((done) => setTimeout(done, 50));
  }
}"""


@pytest.mark.parametrize("address", EVERYWHERE, ids=str)
def test_page_is_quiet(page: Page, complaints: Complaints, address: Address) -> None:
    """No error, nothing the Content-Security-Policy refused, no file missing, nobody else asked, and no cookie."""
    address.visit(page)
    page.evaluate(SCROLL_DOWN)
    page.wait_for_load_state("networkidle")
    assert complaints.found == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("path", ["/en/", "/cy/"])
def test_first_view_of_home_is_light(page: Page, path: str) -> None:
    """A phone loads at most 100 KiB in 12 requests before the first scroll, at most 5 KiB of it script."""
    page.set_viewport_size(PHONE)
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(path, wait_until="networkidle")
    weights = {response.url: response.request.sizes()["responseBodySize"] for response in responses}
    scripts = sum(size for url, size in weights.items() if url.endswith(".js"))
    assert len(weights) <= FIRST_VIEW_REQUESTS, weights
    assert sum(weights.values()) <= FIRST_VIEW_BYTES, weights
    assert 0 < scripts <= SCRIPT_BYTES, weights


STEADY = (
    *("/en/", "/en/stories/", "/en/stories/saturday-table/", "/en/partners/"),
    *("/cy/", "/cy/straeon/", "/cy/straeon/y-bwrdd-bore-sadwrn/", "/cy/partneriaid/"),
)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", STEADY)
def test_nothing_moves_while_loading(page: Page, path: str, size: ViewportSize) -> None:
    """Fonts and pictures that come late move nothing, neither at the top nor further down."""
    page.set_viewport_size(size)
    page.add_init_script(COUNT_SHIFTS)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_LINE)
    page.goto(path, wait_until="networkidle")
    page.evaluate(SCROLL_DOWN)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shifts") == []


def test_headings_are_set_in_the_sites_own_letters(page: Page) -> None:
    """The font is asked for so early that a reader on an ordinary line sees it at once."""
    page.goto("/en/", wait_until="networkidle")
    assert page.evaluate("document.fonts.check('700 20px Besley')")
