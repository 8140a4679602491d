"""Every type of page and every state of it that readers meet, in English, Welsh and Urdu where it exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

LONGEST = "y" * 199
"""A search that finds nothing."""


@dataclass(frozen=True, slots=True)
class Address:
    """One page in one state: `prepare` brings it there once the page at `path` is open."""

    name: str
    path: str
    status: int = 200
    prepare: Callable[[Page], None] | None = None

    def __str__(self) -> str:
        return f"{self.path.split('/')[1]}: {self.name}"

    def visit(self, page: Page) -> None:
        """Open the page and bring it into its state."""
        response = page.goto(self.path)
        assert response is not None
        assert response.status == self.status, self.path
        if self.prepare:
            self.prepare(page)


def open_menu(page: Page) -> None:
    """Open the menu of narrow screens."""
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("details.pocket > summary").click()


def open_languages(page: Page) -> None:
    """Open the list of further languages."""
    page.locator(".languages summary").click()


def open_all_details(page: Page) -> None:
    """Open everything that is folded away."""
    page.locator("main details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")


def send_empty_form(page: Page) -> None:
    """Send the pledge form with nothing in it."""
    page.locator("main form button[value=send]").click()
    page.locator("#errors").wait_for()


def send_empty_story(page: Page) -> None:
    """Send the form for a story with nothing in it."""
    page.locator("#tell-form .button--primary").click()
    page.locator("#errors").wait_for()


def ask_for_suggestions(page: Page) -> None:
    """Type the beginning of a word into the search field and wait for the list."""
    field = page.locator("main form[role=search] input[type=search]")
    field.press_sequentially("sa")
    page.locator("[role=listbox] [role=option]").first.wait_for()


def send_nothing(page: Page) -> None:
    """Send the first form of the page with nothing in it."""
    page.locator("main form.form button").first.click()
    page.locator("#errors").wait_for()


def ask_for_a_code(page: Page) -> None:
    """Ask for a code that goes to nobody."""
    page.locator("#id_email").fill("nobody@together.example")
    page.locator("main form.form button").first.click()
    page.locator("#id_code").wait_for()


ENGLISH = (
    Address("home", "/en/"),
    Address("home, menu open", "/en/", prepare=open_menu),
    Address("home, more languages", "/en/", prepare=open_languages),
    Address("section", "/en/our-work/"),
    Address("every block", "/en/our-work/every-block/", prepare=open_all_details),
    Address("strand talk", "/en/our-work/talk/"),
    Address("strand meet", "/en/our-work/meet/"),
    Address("strand act", "/en/our-work/act/"),
    Address("standard", "/en/about/accessibility/"),
    Address("contact", "/en/about/contact/"),
    Address("people", "/en/about/steering-group/"),
    Address("stories", "/en/stories/"),
    Address("stories, all open", "/en/stories/", prepare=open_all_details),
    Address("stories, second page", "/en/stories/?page=2"),
    Address("stories filtered", "/en/stories/?strand=talk&strand=meet&place=wales", prepare=open_all_details),
    Address("stories filtered by language", "/en/stories/?language=cy&theme=music"),
    Address("no stories", "/en/stories/?strand=act&place=london&theme=music&partner=ysgol-sampl"),
    Address("story with a picture", "/en/stories/saturday-table/", prepare=open_all_details),
    Address("story with a quote", "/en/stories/night-shift-soup/"),
    Address("story with a drawing", "/en/stories/the-till-with-no-numbers-on-it/"),
    Address("directory", "/en/partners/"),
    Address("directory filtered", "/en/partners/?sector=sport&region=wales"),
    Address("no partners", "/en/partners/?name=zzzz&sector=faith&region=wales"),
    Address("partner", "/en/partners/example-repair-cafe/"),
    Address("partner without a pledge", "/en/partners/saltmarsh-example-library/"),
    Address("pledge form", "/en/take-part/make-a-pledge/"),
    Address("pledge form, errors", "/en/take-part/make-a-pledge/", prepare=send_empty_form),
    Address("tell us a story", "/en/tell-us/"),
    Address("tell us a story, errors", "/en/tell-us/", prepare=send_empty_story),
    Address("search", "/en/search/"),
    Address("search, suggestions", "/en/search/", prepare=ask_for_suggestions),
    Address("search, found", "/en/search/?q=table"),
    Address("search, pledges", "/en/search/?q=table&type=story"),
    Address("search, did you mean", "/en/search/?q=nieghbours"),
    Address("search, nothing found", f"/en/search/?q={LONGEST}"),
    Address("not found", "/en/nowhere/", status=404),
    Address("embed", "/en/embed/stories/saturday-table/"),
    Address("not translated, from Welsh", "/en/cy/straeon/y-gylchfan-heb-berchennog/"),
)

WELSH = (
    Address("home", "/cy/"),
    Address("home, menu open", "/cy/", prepare=open_menu),
    Address("section", "/cy/ein-gwaith/"),
    Address("every block", "/cy/ein-gwaith/every-block/", prepare=open_all_details),
    Address("strand", "/cy/ein-gwaith/cwrdd/"),
    Address("standard", "/cy/amdanom-ni/hygyrchedd/"),
    Address("people", "/cy/amdanom-ni/grwp-llywio/"),
    Address("stories", "/cy/straeon/", prepare=open_all_details),
    Address("stories filtered", "/cy/straeon/?strand=meet&place=wales"),
    Address("no stories", "/cy/straeon/?strand=act&place=london&theme=music&partner=ysgol-sampl"),
    Address("story", "/cy/straeon/y-bwrdd-bore-sadwrn/", prepare=open_all_details),
    Address("story first told in Welsh", "/cy/straeon/y-gylchfan-heb-berchennog/"),
    Address("directory", "/cy/partneriaid/"),
    Address("no partners", "/cy/partneriaid/?name=zzzz&sector=faith"),
    Address("partner", "/cy/partneriaid/cor-cwm-enghraifft/"),
    Address("pledge form", "/cy/cymryd-rhan/gwneud-addewid/"),
    Address("pledge form, errors", "/cy/cymryd-rhan/gwneud-addewid/", prepare=send_empty_form),
    Address("tell us a story", "/cy/tell-us/"),
    Address("tell us a story, errors", "/cy/tell-us/", prepare=send_empty_story),
    Address("search", "/cy/search/"),
    Address("search, suggestions", "/cy/search/", prepare=ask_for_suggestions),
    Address("search, found", "/cy/search/?q=bws"),
    Address("search, nothing found", f"/cy/search/?q={LONGEST}"),
    Address("not found", "/cy/unman/", status=404),
    Address("embed", "/cy/embed/stories/y-bwrdd-bore-sadwrn/"),
    Address("not translated", "/cy/en/stories/plot-14/"),
)

URDU = (
    Address("home", "/ur/"),
    Address("home, menu open", "/ur/", prepare=open_menu),
    Address("section", "/ur/hamara-kaam/"),
    Address("every block", "/ur/hamara-kaam/every-block/", prepare=open_all_details),
    Address("strand", "/ur/hamara-kaam/milen/"),
    Address("stories", "/ur/kahaniyan/", prepare=open_all_details),
    Address("no stories", "/ur/kahaniyan/?strand=act&place=london&theme=music&partner=ysgol-sampl"),
    Address("story", "/ur/kahaniyan/hafte-ki-mez/", prepare=open_all_details),
    Address("search", "/ur/search/"),
    Address("search, found", "/ur/search/?q=بینچ"),
    Address("search, nothing found", f"/ur/search/?q={LONGEST}"),
    Address("not found", "/ur/nowhere/", status=404),
    Address("embed", "/ur/embed/stories/hafte-ki-mez/"),
    Address("not translated", "/ur/en/partners/example-repair-cafe/"),
    Address("not translated form", "/ur/en/take-part/make-a-pledge/"),
)

SIGNING_IN = (
    Address("sign in", "/en/sign-in/"),
    Address("sign in, errors", "/cy/sign-in/", prepare=send_nothing),
    Address("sign in with a password", "/cy/sign-in/password/"),
    Address("sign in, the code", "/cy/sign-in/", prepare=ask_for_a_code),
    Address("sign in, right to left", "/ur/sign-in/"),
)

AT_THE_DESK = (
    Address("account", "/en/account/"),
    Address("account, Welsh", "/cy/account/"),
    Address("team", "/en/desk/example-repair-cafe/team/"),
    Address("team, errors", "/cy/desk/example-repair-cafe/team/", prepare=send_nothing),
    Address("leaving", "/cy/desk/example-repair-cafe/team/leave/"),
    Address("second step", "/cy/account/second-step/"),
    Address("a first passkey", "/en/account/again/password/?next=/en/account/passkeys/new/"),
)
"""Pages of somebody who has signed in: `robin`, the owner of an organisation of the demonstration."""

ADDRESSES = (*ENGLISH, *WELSH, *URDU, *SIGNING_IN)
EVERYWHERE = tuple(address for address in ADDRESSES if address.prepare is None)
"""Each address once, as it opens."""
