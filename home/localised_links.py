"""Links between pages that hold in every language: a link chosen once leads to the reader's own translation.

Every link of a page is looked up at once when the page's context is made, and remembered until the next request: a text
with twenty links costs one query, like a text with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import ContextVar

from django.core.signals import request_started
from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import Page

Targets = dict[int, Page]
# By locale, what each page id that was asked for leads to; `None` where there is no live page.
_known: ContextVar[dict[int, dict[int, Page | None]] | None] = ContextVar("links_by_locale", default=None)


def forget_links(**kwargs: object) -> None:
    """Forget the links of the last request; pages may have moved since."""
    _known.set(None)


request_started.connect(forget_links, dispatch_uid="home.forget_links")


def localised(page_ids: Iterable[int | None], locale: int) -> Targets:
    """Return, for each page id, its live translation in the locale, in one query; ids without one are left out."""
    wanted = {page_id for page_id in page_ids if page_id}
    return {page_id: page for page_id, page in link_targets(wanted, locale).items() if page.locale_id == locale}


def link_targets(page_ids: Iterable[int], locale: int) -> Targets:
    """Return, for each page id, its live translation in the locale, else the page itself if it is live."""
    wanted = set(page_ids)
    known = (_known.get() or {}).get(locale, {})
    if wanted <= known.keys():
        return {page_id: page for page_id in wanted if (page := known[page_id])}
    return _look_up(wanted, locale)


def _look_up(wanted: set[int], locale: int) -> Targets:
    translated = Q(translation_key__in=Page.objects.filter(pk__in=wanted).values("translation_key"), locale_id=locale)
    pages = list(Page.objects.live().filter(translated | Q(pk__in=wanted)))
    keys = {page.pk: page.translation_key for page in pages}
    by_key = {page.translation_key: page for page in pages if page.locale_id == locale}
    return {page.pk: by_key.get(keys[page.pk], page) for page in pages if page.pk in wanted}


def _linked_ids(page: Page) -> Iterator[int]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            references = field.extract_references(getattr(page, field.name))
            yield from (int(reference[1]) for reference in references if reference[0] is Page)


def remember_links(page: Page, *others: int | None) -> None:
    """Look up every link in the text of `page`, and the page ids `others`, for as long as this request lasts."""
    wanted = {*_linked_ids(page), *(page_id for page_id in others if page_id)}
    found = _look_up(wanted, page.locale_id) if wanted else {}
    _known.set({page.locale_id: {page_id: found.get(page_id) for page_id in wanted}})
