"""Who may do what with translations and the publication gate, as plain functions of a person and a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


def may_see_report(person: Person) -> bool:
    """Say whether `person` may see where all translations stand: whoever may write any page."""
    if not person.is_active:
        return False
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(person, ["add", "change", "publish"]))


def may_see_waiting(person: Person, page: Page) -> bool:
    """Say whether `person` may see what `page` waits for: whoever may change it or publish it."""
    rights = page.specific.permissions_for_user(person)
    return bool(rights.can_edit() or rights.can_publish())


def may_override(person: Person, page: Page) -> bool:
    """Say whether `person` may put `page` live, or take it down, in some of its languages only."""
    return person.has_perm("languages.override_gate") and bool(page.specific.permissions_for_user(person).can_publish())


def may_withdraw(person: Person, page: Page) -> bool:
    """Say whether `person` may call off an approval that waits: whoever may call off a scheduled publication."""
    return bool(page.specific.permissions_for_user(person).can_unschedule())


def may_change_policy(person: Person) -> bool:
    """Say whether `person` may say which languages go live together."""
    return person.has_perm("languages.change_publicationpolicy")
