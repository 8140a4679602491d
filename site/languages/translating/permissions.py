"""Who may translate what, as plain functions of a person and a page. Wagtail keeps the rights: groups on the page tree.

"May submit translations" alone opens nothing: it lets those who may write in a language ask for a page to be translated into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Locale, Page

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser

ASK = "wagtail_localize.submit_translation"
WRITE = frozenset({"add", "change"})


def may_edit(person: Person, page: Page) -> bool:
    """Say whether `person` may change `page`."""
    return bool(page.permissions_for_user(person).can_edit())


def may_read_original(person: Person, page: Page) -> bool:
    """Say whether `person` may see `page` as somebody to translate it: everybody reads what is live, others what they edit."""
    return person.is_authenticated and (page.live or may_edit(person, page))


def may_write_in(person: Person, parent: Page) -> bool:
    """Say whether `person` writes pages under `parent`, in its language."""
    rights = parent.permissions_for_user(person)
    return bool(person.is_active and (person.is_superuser or WRITE & set(rights.permissions)))


def may_see_languages(person: Person, page: Page) -> bool:
    """Say whether `person` may see in which languages `page` stands, and how far they are."""
    return may_edit(person, page) or (person.has_perm(ASK) and may_read_original(person, page))


def may_start(person: Person, original: Page, locale: Locale) -> bool:
    """Say whether `person` may begin the translation of `original` into a language, or ask somebody to."""
    if not person.has_perm(ASK) or not may_read_original(person, original):
        return False
    parent = nearest_translated_parent(original, locale)
    return parent is not None and may_write_in(person, parent)


def may_translate(person: Person, page: Page) -> bool:
    """Say whether `person` may write the words of `page`, a translation: whoever may edit it may."""
    return may_edit(person, page)


def may_send(person: Person, page: Page) -> bool:
    """Say whether `person` may send the translation to review."""
    return may_translate(person, page) and bool(page.permissions_for_user(person).can_submit_for_moderation())


def nearest_translated_parent(original: Page, locale: Locale) -> Page | None:
    """Return the page above `original` that stands in a language, the nearest one; the root stands for a home page's parent."""
    keys = [page.translation_key for page in original.get_ancestors().filter(depth__gt=1).reverse()]
    if not keys:
        return Page.get_first_root_node()
    found = {page.translation_key: page for page in Page.objects.filter(translation_key__in=keys, locale=locale)}
    return next((found[key] for key in keys if key in found), None)
