"""Demonstration accounts. They exist only where demonstration content was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD = "pull-up-a-chair"  # noqa: S105  # printed at start-up on purpose; see the README


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account: its user name and the group it belongs to (none: it may do everything)."""

    username: str
    group: str = ""


ACCOUNTS = (
    Account("admin"),
    Account("moderator", "Moderators"),
    Account("editor", "Comms editors"),
    Account("cyfieithydd", "Translators (Cymraeg)"),
)


def load_accounts() -> None:
    """Make the accounts that are missing; one that exists keeps its password and groups."""
    users = get_user_model().objects
    for account in ACCOUNTS:
        if users.filter(username=account.username).exists():
            continue
        email = f"{account.username}@together.example"
        make = users.create_user if account.group else users.create_superuser
        user = make(account.username, email, PASSWORD)
        user.groups.set(Group.objects.filter(name=account.group))


def known_accounts() -> list[str]:
    """Return the user names of the demonstration accounts that exist here and can still sign in."""
    names = [account.username for account in ACCOUNTS]
    found = get_user_model().objects.filter(username__in=names, is_active=True).values_list("username", flat=True)
    return [name for name in names if name in set(found)]
