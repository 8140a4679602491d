"""A walk through the Welsh demonstration in every state a reader meets: no word of the interface is in English.

Every message of the catalogue whose Welsh differs is looked for among the words of the page as the browser holds it, and among
the names, placeholders and texts for screen readers, outside elements marked as another language.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import WELSH, Address
from tests.languages.english import english_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", WELSH, ids=str)
def test_rule_01_no_english_leaks_into_welsh_pages(page: Page, address: Address) -> None:
    address.visit(page)
    assert english_in(page.content()) == set()
