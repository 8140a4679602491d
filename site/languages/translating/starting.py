"""Beginning a translation: an empty draft in the language, in the place of the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page, PageViewRestriction

from languages.translating.assembling import compose
from languages.translating.models import Work
from languages.translating.segments import content_of
from languages.translating.sources import original_at

if TYPE_CHECKING:
    from accounts.models import User


class ParentNotTranslatedError(Exception):
    """The page above the original has no translation yet; `parent` is it."""

    def __init__(self, parent: Page) -> None:
        self.parent = parent
        super().__init__(
            _("“%(title)s”, the page above this one, has no translation yet. Translate it first.")
            % {"title": parent.title}
        )


def parent_in(original: Page, locale: Locale) -> Page:
    """Return the page that stands above the translation of `original`; raises `ParentNotTranslatedError`."""
    parent = original.get_parent()
    if parent.depth == 1:
        return parent
    found = Page.objects.filter(translation_key=parent.translation_key, locale=locale, alias_of=None).first()
    if found is None:
        raise ParentNotTranslatedError(parent)
    return found


def start(original: Page, locale: Locale, by: User | None) -> Page:
    """Return the translation of `original` in a language: a new draft without any words, or the one that is there already.

    Nothing goes live by it, and nothing of the original's words is copied but the title. Raises `ParentNotTranslatedError`.
    """
    there = Page.objects.filter(translation_key=original.translation_key, locale=locale)
    if found := there.first():
        return found
    try:
        with transaction.atomic():
            return _make(original, locale, by)
    except IntegrityError:  # somebody else began it at the same moment
        return there.get()


def _make(original: Page, locale: Locale, by: User | None) -> Page:
    parent = parent_in(original, locale)
    source = content_of(original_at(original).page)
    page = type(source.page)(
        locale=locale, translation_key=original.translation_key, live=False, has_unpublished_changes=True, owner=by
    )
    page.slug = find_available_slug(parent, source.page.slug)
    compose(source, page, {}, {})
    parent.add_child(instance=page)
    _keep_private(original, page)
    page.save_revision(user=by, clean=False, log_action=False)
    log(page, "wagtail.create", user=by)
    Work.objects.create(page_id=page.pk, person=by)
    return page


def _keep_private(original: Page, page: Page) -> None:
    """Show the translation to those only who may read the original."""
    for restriction in PageViewRestriction.objects.filter(page=original).prefetch_related("groups"):
        groups = list(restriction.groups.all())
        restriction.pk, restriction.page = None, page
        restriction._state.adding = True
        restriction.save()
        restriction.groups.set(groups)
