"""Every type of page, in every state and language, passes axe and fits its screen, in light and in dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from demo.accounts import PASSWORD
from tests.browser.addresses import ADDRESSES, AT_THE_DESK, Address
from tests.browser.admin import fill_in_password
from tests.browser.audit import HEIGHT, colour_violations, load_axe, overflow, violations

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280)
NARROWEST = 320


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_page_is_accessible_and_fits(page: Page, address: Address) -> None:
    """Nothing violates WCAG 2.2 A or AA or best practice; no screen of 320 pixels or more has to be scrolled sideways."""
    address.visit(page)
    load_axe(page)
    wider = {width: overflow(page, width) for width in (NARROWEST, *WIDTHS)}
    found = {width: audit_both_schemes(page, width) for width in WIDTHS}
    assert not any(wider.values()), wider
    assert not any(found.values()), found


@pytest.mark.parametrize("address", AT_THE_DESK, ids=str)
def test_page_of_a_member_is_accessible_and_fits(page: Page, address: Address) -> None:
    """The same of what somebody sees who has signed in."""
    page.goto("/en/sign-in/password/")
    fill_in_password(page, "robin", PASSWORD)
    page.wait_for_url("**/desk/**")
    test_page_is_accessible_and_fits(page, address)


def audit_both_schemes(page: Page, width: int) -> list[str]:
    """Return what axe finds on a screen of `width` pixels, in light colours and in dark ones."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    return light + [f"dark {line}" for line in colour_violations(page)]
