"""Pairs of pages for tests of the gate, and what readers see of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.models import Page, Revision

from home.models import StandardPage
from languages.recording import record_translation
from tests.factories import SmallSite, make_standard_page


def make_drafts(tree: SmallSite) -> tuple[StandardPage, StandardPage]:
    """Return an English page and its Welsh translation, neither live, both with a first version."""
    english = make_standard_page(tree.homes["en"], title="Tea", slug="tea", live=False)
    english.save_revision()
    welsh = make_standard_page(tree.homes["cy"], english, title="Te", slug="te", live=False)
    welsh.save_revision()
    return english, welsh


def make_live(tree: SmallSite) -> tuple[StandardPage, StandardPage]:
    """Return a pair that went live together."""
    english, welsh = make_drafts(tree)
    for page in (english, welsh):
        fresh(page).get_latest_revision().publish()
    return fresh(english), fresh(welsh)


def fresh(page: Any) -> Any:
    """Return the page as the database has it."""
    return type(page).objects.get(pk=page.pk)


def change(page: StandardPage, title: str) -> Revision:
    """Save a new version of a page."""
    page = fresh(page).get_latest_revision_as_object()
    page.title = title
    return page.save_revision()


def translate(page: StandardPage, title: str, source: Revision | None, **said: Any) -> Revision:
    """Save a new version of a translation, made from a version of its original, and ready unless it is said otherwise."""
    revision = change(page, title)
    record_translation(page, source_revision=source, **{"ready": True, **said})
    return revision


def seen(*pages: Page) -> list[tuple[bool, str]]:
    """Return of each page whether it is live, and its title as readers see it."""
    return [(page.live, page.title) for page in map(fresh, pages)]


def times(*pages: Page) -> set[datetime | None]:
    """Return when the pages went live last."""
    return {fresh(page).last_published_at for page in pages}
