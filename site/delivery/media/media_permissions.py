"""Who may see a file that readers are not shown: editors and translators who may choose it, and whom other rooms name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.contrib.auth.models import AbstractUser, AnonymousUser
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry

from delivery.media.served_files import MediaFile

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser

Rule = Callable[["User", MediaFile], bool]

ACTIONS: Final = ("choose", "change", "delete")
_rules: list[Rule] = []


def lets_see(rule: Rule) -> Rule:
    """Register a function that says whether somebody signed in may see a file; one that says yes is enough."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def may_see(person: Person, file: MediaFile) -> bool:
    """Say whether `person` may see a file that is not public."""
    if not person.is_authenticated or not person.is_active:
        return False
    if person.has_perm("wagtailadmin.access_admin") and _may_choose(person, file):
        return True
    return any(rule(person, file) for rule in _rules)


def _may_choose(person: AbstractUser | AnonymousUser, file: MediaFile) -> bool:
    """Say whether the picture or document lies in a collection the person works with."""
    thing = file.thing()
    if thing is None:
        return False
    policy: BasePermissionPolicy = policy_registry.get_by_type(type(thing))
    return bool(policy.user_has_any_permission_for_instance(person, ACTIONS, thing))
