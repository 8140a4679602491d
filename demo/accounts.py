"""Demonstration accounts. They exist only where demonstration content was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from partners.models import Membership, Organisation

PASSWORD = "pull-up-a-chair"  # noqa: S105  # printed at start-up on purpose; see the README
OWNER, CONTRIBUTOR = Membership.Role.OWNER, Membership.Role.CONTRIBUTOR


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account of an editor: its user name and the group it belongs to (none: it may do everything)."""

    username: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A demonstration account of a partner's member: user name, name, language, the key of the organisation, and the role there."""

    username: str
    name: str
    language: str
    organisation: str
    role: str


ACCOUNTS = (
    Account("admin"),
    Account("moderator", "Moderators"),
    Account("editor", "Comms editors"),
    Account("cyfieithydd", "Translators (Cymraeg)"),
)
MEMBERS = (
    Member("robin", "Robin Sample", "en", "example-repair-cafe", OWNER),
    Member("ash", "Ash Specimen", "en", "example-repair-cafe", CONTRIBUTOR),
    Member("nia", "Nia Enghraifft", "cy", "cor-cwm-enghraifft", OWNER),
    Member("gwyn", "Gwyn Sampl", "cy", "cor-cwm-enghraifft", CONTRIBUTOR),
)


def load_accounts() -> None:
    """Make the accounts that are missing; one that exists keeps its password and groups."""
    users = get_user_model().objects
    for account in ACCOUNTS:
        if users.filter(username=account.username).exists():
            continue
        make = users.create_user if account.group else users.create_superuser
        user = make(account.username, _address(account.username), PASSWORD)
        user.groups.set(Group.objects.filter(name=account.group))


def load_members() -> None:
    """Make the members of two organisations that are missing; call it once the organisations are there."""
    users = get_user_model().objects
    organisations = {one.key: one for one in Organisation.objects.filter(key__in={one.organisation for one in MEMBERS})}
    for member in MEMBERS:
        organisation = organisations.get(member.organisation)
        if organisation is None or users.filter(username=member.username).exists():
            continue
        about: dict[str, object] = {"first_name": member.name, "language": member.language}
        user = users.create_user(member.username, _address(member.username), PASSWORD, **about)
        Membership.objects.create(organisation=organisation, user=user, role=member.role)


def _address(username: str) -> str:
    return f"{username}@together.example"


def _existing(names: list[str]) -> list[str]:
    """Return those of `names` that are accounts here and can still sign in."""
    found = get_user_model().objects.filter(username__in=names, is_active=True).values_list("username", flat=True)
    return [name for name in names if name in set(found)]


def known_accounts() -> list[str]:
    """Return the user names of the demonstration's editors that exist here and can still sign in."""
    return _existing([account.username for account in ACCOUNTS])


def known_members() -> list[str]:
    """Return the user names of the demonstration's members that exist here and can still sign in."""
    return _existing([member.username for member in MEMBERS])
