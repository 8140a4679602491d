"""Who may do what with upkeep, as plain functions of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


def may_see_left_over(person: Person) -> bool:
    """Say whether `person` may see which work is left over; nobody sees what it holds."""
    return may_try_again(person) or may_drop(person) or person.has_perm("upkeep.view_effect")


def may_see_health(person: Person) -> bool:
    """Say whether `person` may see how the site is: whoever looks after what it left over."""
    return may_see_left_over(person)


def may_try_again(person: Person) -> bool:
    """Say whether `person` may have work that is left over tried again."""
    return person.has_perm("upkeep.change_effect")


def may_drop(person: Person) -> bool:
    """Say whether `person` may have work that is left over never done."""
    return person.has_perm("upkeep.delete_effect")
