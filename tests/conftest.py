"""What every test may rely on: the language and the memory of the process are fresh, however the last test left them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from home.links import forget_links
from languages.locales import forget_locales
from tests.factories import SmallSite, build_site


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Forget locales, links and caches that belong to another test's database, and go back to English."""
    forget_locales()
    forget_links()
    cache.clear()
    with translation.override("en"):
        yield
    forget_locales()


@pytest.fixture
def site_tree(db: None) -> SmallSite:
    """A small site in English and Welsh: home page, list of stories, directory, two sections."""
    return build_site("en", "cy")
