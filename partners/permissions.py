"""Who may do what with partners, as plain functions of a person and a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partners.models import Application, Membership, Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


def may_read_applications(person: Person) -> bool:
    """Say whether `person` may read what people sent in, with their email addresses."""
    return person.has_perm("partners.view_application") or may_decide_applications(person)


def may_decide_applications(person: Person) -> bool:
    """Say whether `person` may approve and decline applications at all."""
    return person.has_perm("partners.change_application")


def may_decide(person: Person, application: Application) -> bool:
    """Say whether `person` may approve or decline this one now: it is confirmed, and nobody has decided yet."""
    return may_decide_applications(person) and application.state == Application.State.CONFIRMED


def may_write_again(person: Person, application: Application) -> bool:
    """Say whether `person` may have the letter sent again: it asked for a confirmation that has not come."""
    return may_decide_applications(person) and application.state == Application.State.SENT


def membership_in(person: Person, organisation: Organisation) -> Membership | None:
    """Return the membership of `person` in an organisation that has not left, or `None`."""
    return Membership.objects.of(person).filter(organisation=organisation).first()


def may_use_desk(person: Person, organisation: Organisation) -> bool:
    """Say whether `person` may see and write what the organisation sends in: its members, whatever their role."""
    return membership_in(person, organisation) is not None


def may_manage_members(person: Person, organisation: Organisation) -> bool:
    """Say whether `person` may invite and remove members: the organisation's owners, and editors who look after organisations."""
    membership = membership_in(person, organisation)
    return (membership is not None and membership.is_owner) or person.has_perm("partners.change_organisation")
