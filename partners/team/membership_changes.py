"""Changes to a team: each is one transaction, allowed to its owners and to editors, and written in the log.

An organisation that has an owner keeps one: the last may neither leave, nor be removed, nor become a contributor, before somebody else
is an owner. The organisation's row is held meanwhile, so that two owners who remove each other at once do not both succeed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Membership, Organisation
from partners.permissions import may_manage_members
from partners.team_log import note

if TYPE_CHECKING:
    from partners.permissions import Person

Role = Membership.Role


class TeamError(Exception):
    """Raised with a sentence for whoever asked, when a change cannot be made."""


def _held(membership: Membership) -> Membership:
    """Return the stored membership, its organisation held until the transaction ends; raises `TeamError` if it is gone."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    stored = Membership.objects.select_related("organisation", "user").filter(pk=membership.pk).first()
    if stored is None:
        raise TeamError(_("This person is no longer a member."))
    return stored


def _require_manager(person: Person, organisation: Organisation) -> None:
    if not may_manage_members(person, organisation):
        raise PermissionDenied


def _require_another_owner(membership: Membership) -> None:
    others = Membership.objects.owners().filter(organisation_id=membership.organisation_id).exclude(pk=membership.pk)
    if membership.is_owner and not others.filter(user__is_active=True).exists():
        raise TeamError(_("An organisation needs an owner. Make somebody else an owner first."))


@transaction.atomic
def remove(membership: Membership, by: Person) -> None:
    """Take somebody out of the team. What they wrote stays with the organisation. Raises `PermissionDenied`, `TeamError`."""
    stored = _held(membership)
    _require_manager(by, stored.organisation)
    _require_another_owner(stored)
    note(stored.organisation, "removed", by, member=stored.user)
    stored.delete()


@transaction.atomic
def leave(membership: Membership) -> None:
    """Let a member leave by themselves. Raises `TeamError` when they are the last owner."""
    stored = _held(membership)
    _require_another_owner(stored)
    note(stored.organisation, "left", stored.user, member=stored.user)
    stored.delete()


@transaction.atomic
def change_role(membership: Membership, role: str, by: Person) -> None:
    """Make a member an owner or a contributor; the same role again changes nothing. Raises `PermissionDenied`, `TeamError`."""
    stored = _held(membership)
    _require_manager(by, stored.organisation)
    if stored.role == role:
        return
    if role == Role.CONTRIBUTOR:
        _require_another_owner(stored)
    stored.role = Role(role)
    stored.save(update_fields=["role"])
    note(stored.organisation, f"made_{role}", by, member=stored.user)


@transaction.atomic
def hand_over(own: Membership, to: Membership) -> None:
    """Make `to` an owner in the place of `own`, who becomes a contributor. Raises `PermissionDenied`, `TeamError`."""
    giving, taking = _held(own), _held(to)
    if not giving.is_owner or giving.organisation_id != taking.organisation_id or giving.pk == taking.pk:
        raise PermissionDenied
    taking.role, giving.role = Role.OWNER, Role.CONTRIBUTOR
    Membership.objects.bulk_update([taking, giving], ["role"])
    note(giving.organisation, "handed_over", giving.user, member=taking.user)
