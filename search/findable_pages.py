"""The pages a reader may find: live, public, in the language of one home page, and in that language's own words."""

from __future__ import annotations

from modelsearch.backends.base import BaseSearchBackend
from wagtail.models import Page
from wagtail.query import PageQuerySet

from search.kinds import Kind, types_of


def searchable(home: Page, backend: BaseSearchBackend) -> PageQuerySet:
    """Return the pages under `home` that may be found, in one query (for restrictions) when it is evaluated.

    An alias is another language's text under this language's address, so it is left out. A search engine of its own
    does not index that column: there the aliases are named one by one.
    """
    pages = Page.objects.descendant_of(home, inclusive=True).live().public().filter(locale_id=home.locale_id)
    if filters_any_column(backend):
        return pages.filter(alias_of=None)
    aliases = Page.objects.filter(locale_id=home.locale_id).exclude(alias_of=None)
    return pages.exclude(pk__in=list(aliases.values_list("pk", flat=True)))


def filters_any_column(backend: BaseSearchBackend) -> bool:
    """Say whether the backend is one of `search.backends`, which ask the database itself."""
    return hasattr(backend, "text_field")


def of_kind(pages: PageQuerySet, kind: Kind | None) -> PageQuerySet:
    """Return the pages of a kind; all of them for `None`."""
    return pages if kind is None else pages.filter(content_type__in=types_of(kind))
