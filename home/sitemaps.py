"""The sitemap: every live page in its own language, with its translations beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page, Site

from home.structured_data import absolute
from languages.configured import DEFAULT_LANGUAGE
from languages.locales import locale_code


class PagesSitemap(Sitemap[Page]):
    """Live public pages of all languages; aliases are left out, since they repeat another page's words."""

    limit = 2_000

    def __init__(self) -> None:
        site = Site.objects.select_related("root_page").get(is_default_site=True)
        self.roots = list(Page.objects.filter(translation_key=site.root_page.translation_key, live=True))

    def items(self) -> QuerySet[Page]:
        """Return the pages, in the order of the tree."""
        under = Page.objects.none()
        for root in self.roots:
            under = under | Page.objects.descendant_of(root, inclusive=True)
        return under.live().public().filter(alias_of=None).order_by("path")

    def lastmod(self, page: Page) -> datetime | None:
        """Return when the page was last published."""
        return page.last_published_at

    def get_urls(
        self, page: int | str = 1, site: object = None, protocol: str | None = None
    ) -> list[dict[str, object]]:
        """Return the entries of one part of the sitemap, each with the alternates of its translations."""
        pages = list(self.paginator.page(page).object_list)
        alternates = self._alternates({entry.translation_key for entry in pages})
        return [self._entry(entry, alternates[entry.translation_key]) for entry in pages]

    def _entry(self, page: Page, alternates: list[tuple[str, str]]) -> dict[str, object]:
        shown = [{"lang_code": code, "location": url} for code, url in alternates] if len(alternates) > 1 else []
        default = [{"lang_code": "x-default", "location": url} for code, url in alternates[:1]] if shown else []
        return {"location": absolute(page.get_url()), "lastmod": page.last_published_at, "alternates": shown + default}

    def _alternates(self, keys: set[UUID]) -> dict[UUID, list[tuple[str, str]]]:
        """Return language codes and addresses of every live translation, English first, in one query."""
        found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
        for page in Page.objects.live().public().filter(translation_key__in=keys, alias_of=None):
            found[page.translation_key].append((locale_code(page.locale_id), absolute(page.get_url())))
        return defaultdict(list, {key: sorted(pairs, key=_english_first) for key, pairs in found.items()})


def _english_first(pair: tuple[str, str]) -> tuple[bool, str]:
    return pair[0] != DEFAULT_LANGUAGE.code, pair[0]


def sections() -> Iterator[tuple[str, type[PagesSitemap]]]:
    """Yield the parts of the sitemap."""
    yield "pages", PagesSitemap
