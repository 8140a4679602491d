"""What goes together also leaves, and moves, together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from compat.wagtail import is_slug_free
from languages.families import Family, families_of
from languages.gate.waiting import withdraw
from languages.locales import locale_code
from languages.models import Override

if TYPE_CHECKING:
    from accounts.models import User

_alone: ContextVar[bool] = ContextVar("leaving_alone", default=False)


@contextmanager
def alone() -> Iterator[None]:
    """Let a page leave or move without its other languages: inside of what moves them all, or by an exception."""
    token = _alone.set(True)
    try:
        yield
    finally:
        _alone.reset(token)


HOME_DEPTH = 2


def companions_of(page: Page) -> list[Page]:
    """Return the pages that go together with `page` in other languages, live or not.

    A home page has none: taking it down switches its language off, and nothing else.
    """
    if page.depth <= HOME_DEPTH:
        return []
    family = families_of([page.translation_key]).get(page.translation_key)
    return _companions(family, page) if family else []


def _companions(family: Family, page: Page) -> list[Page]:
    together = family.policy.awaited(family.pages)
    pages = {code: one for code, one in family.pages.items() if code in together}
    if page.pk not in {one.pk for one in pages.values()}:
        return []
    return [one for one in pages.values() if one.pk != page.pk]


def take_down_companions(page: Page) -> None:
    """Take down what goes together with a page that was taken down, and let go of what was approved of it."""
    if _alone.get():
        return
    with transaction.atomic(), alone():
        withdraw(page.translation_key)
        for other in companions_of(page):
            if other.live:
                UnpublishPageAction(other.specific, set_expired=page.expired).execute(skip_permission_checks=True)


def move_translations(page: Page, before: Page, after: Page) -> None:
    """Move the translations of a moved page that stood beside it, to the translations of its new parent.

    A translation that stands elsewhere, or whose new parent has no page in its language, stays where it is; the nightly check
    finds it.
    """
    if _alone.get() or before.translation_key == after.translation_key:
        return
    parents = {one.locale_id: one for one in after.get_translations()}
    beside = {one.locale_id: one.pk for one in before.get_translations()}
    with transaction.atomic(), alone():
        for other in Page.objects.translation_of(page, inclusive=False):
            new, old = parents.get(other.locale_id), beside.get(other.locale_id)
            if new is not None and old is not None and other.get_parent().pk == old:
                _move(other, new)


def _move(page: Page, target: Page) -> None:
    if is_slug_free(page.slug, target, page):
        MovePageAction(page, target, pos="last-child").execute(skip_permission_checks=True)


def record_exception(page: Page, person: User, reason: str) -> None:
    """Keep who took `page` down in its language only, and why."""
    Override.objects.create(
        translation_key=page.translation_key,
        page_id=page.pk,
        title=page.title[:255],
        act=Override.Act.UNPUBLISHED,
        missing=[locale_code(page.locale_id)],
        reason=reason[:500],
        by=person,
        at=timezone.now(),
    )
