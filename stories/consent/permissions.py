"""Who may do what about the people in stories, as plain functions of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Somebody = User | AnonymousUser


def may_ask_people(somebody: Somebody) -> bool:
    """Say whether somebody may say who can be recognised in any story, record consent, and withdraw it for a person."""
    return somebody.has_perm("stories.change_peoplestatement")


def may_look_people_up(somebody: Somebody) -> bool:
    """Say whether somebody may look for a person across all stories."""
    return somebody.has_perm("stories.view_person")


def may_read_concerns(somebody: Somebody) -> bool:
    """Say whether somebody may read what readers are worried about."""
    return somebody.has_perm("stories.view_concern") or may_deal_with_concerns(somebody)


def may_deal_with_concerns(somebody: Somebody) -> bool:
    """Say whether somebody may hide a story because of a concern, show it again, and close the concern."""
    return somebody.has_perm("stories.change_concern")


def may_see_withdrawals(somebody: Somebody) -> bool:
    """Say whether somebody may see that stories were withdrawn, and how far their erasure is."""
    return somebody.has_perm("stories.view_withdrawal")
