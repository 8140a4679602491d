"""The page tree: one per language, pages that translate each other sharing a translation key."""

from __future__ import annotations

import json
from collections import defaultdict
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Locale, Page, Site

from demo.markdown import BodyBuilder
from home.models import BasePage
from languages.configured import DEFAULT_LANGUAGE


def translation_key(key: str) -> UUID:
    """Return the translation key of a demonstration page: the same on every machine."""
    return uuid5(NAMESPACE_URL, f"https://together.example/demo/{key}")


class Tree:
    """The pages loaded so far, by key and language, and how new ones are made."""

    def __init__(self, picture_ids: dict[str, int]) -> None:
        self.pages: dict[str, dict[str, Page]] = defaultdict(dict)
        self.picture_ids = picture_ids
        self.made: list[tuple[BasePage, str, str]] = []

    def locale(self, code: str) -> Locale:
        """Return the Locale of a language, made where it is missing."""
        return Locale.objects.get_or_create(language_code=code)[0]

    def page_id(self, key: str, language: str) -> int | None:
        """Return the id of a page in `language`, else in English, else in any language."""
        found = self.pages.get(key, {})
        page = found.get(language) or found.get(DEFAULT_LANGUAGE.code) or next(iter(found.values()), None)
        return page.pk if page else None

    def add(
        self, key: str, language: str, parent: Page, model: type[BasePage], body: str = "", **values: object
    ) -> BasePage:
        """Return the page `key` in `language`, made under `parent` where it is missing; its body is filled in later."""
        existing = model.objects.filter(translation_key=translation_key(key), locale__language_code=language).first()
        if existing is None:
            existing = model(translation_key=translation_key(key), locale=self.locale(language), live=False, **values)
            parent.add_child(instance=existing)
            self.made.append((existing, language, body))
        self.pages[key][language] = existing
        return existing

    def fill(self) -> None:
        """Fill in the bodies, now that every link has somewhere to lead."""
        for page, language, body in self.made:
            if body and hasattr(page, "body"):
                page.body = json.dumps(self._builder(language).build(body))

    def publish(self) -> None:
        """Publish what was made."""
        for page, _language, _body in self.made:
            page.save_revision().publish()

    def _builder(self, language: str) -> BodyBuilder:
        return BodyBuilder(lambda key: self.page_id(key, language), self.picture_ids.get)


def _original_language(page: BasePage) -> str:
    return str(getattr(page, "original_language", DEFAULT_LANGUAGE.code))


def plant(home: Page) -> None:
    """Make `home` the root of the default site, and take away the page Wagtail puts there."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    old = site.root_page if site.pk else None
    site.root_page = home
    site.site_name = "/together"
    site.save()
    if old is not None and old.pk != home.pk and old.specific_class is Page:
        old.delete()
