"""Inviting somebody into a team, sending the letter again, withdrawing it, and accepting.

Nothing that a member typed stands in the letter: only the organisation's name, which editors look after. Whether an address has an
account already is nobody's to find out here: inviting answers the same for all.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from languages.email_parts import post_letter_to, site_address
from partners.models import Invitation, Membership, Organisation
from partners.permissions import may_manage_members
from partners.team.membership_changes import TeamError
from partners.team_log import note

if TYPE_CHECKING:
    from partners.permissions import Person

OPEN_AT_ONCE: Final = 20
"""Invitations an organisation may have waiting: a team is not a mailing list."""
BETWEEN_LETTERS: Final = timedelta(minutes=10)


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, language: str, by: Person) -> Invitation:
    """Invite an address, once: inviting it again sends the letter again with the new role and language.

    Raises `PermissionDenied`, and `TeamError` when it is a member's, or too many invitations wait.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not may_manage_members(by, organisation):
        raise PermissionDenied
    address = email.lower()
    if Membership.objects.filter(organisation=organisation, user__email=address).exists():
        raise TeamError(_("Somebody with this address is a member already."))
    open_ones = Invitation.objects.open().filter(organisation=organisation)
    known = open_ones.filter(email=address).first()
    if known is not None:
        return _invite_again(known, role, language, by)
    if open_ones.count() >= OPEN_AT_ONCE:
        raise TeamError(_("Too many invitations are waiting. Withdraw some first."))
    return _ask(organisation, address, role, language, by)


def invite_applicant(organisation: Organisation, email: str, language: str, by: Person) -> Invitation:
    """Invite the one who applied as the owner of an organisation that was just made. Whoever may approve may do this."""
    return _ask(organisation, email.lower(), Membership.Role.OWNER, language, by)


def _ask(organisation: Organisation, address: str, role: str, language: str, by: Person) -> Invitation:
    invitation = Invitation.objects.create(
        organisation=organisation, email=address, role=role, language=language, invited_by_id=by.pk
    )
    note(organisation, "invited", by, who=address)
    _write(invitation)
    return invitation


def _invite_again(invitation: Invitation, role: str, language: str, by: Person) -> Invitation:
    invitation.role, invitation.language = role, language
    invitation.save(update_fields=["role", "language"])
    return send_again(invitation, by)


@transaction.atomic
def send_again(invitation: Invitation, by: Person) -> Invitation:
    """Send the letter again, for another two weeks. Raises `PermissionDenied`, and `TeamError` when it was just sent or is over."""
    stored = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation.pk)
    if not may_manage_members(by, stored.organisation):
        raise PermissionDenied
    if stored.accepted or stored.withdrawn:
        raise TeamError(_("This invitation is over. Invite the person anew."))
    if timezone.now() - stored.sent < BETWEEN_LETTERS:
        raise TeamError(_("The invitation was sent a moment ago. Wait ten minutes before you send it again."))
    stored.sent = timezone.now()
    stored.save(update_fields=["sent"])
    note(stored.organisation, "reminded", by, who=stored.email)
    _write(stored)
    return stored


@transaction.atomic
def withdraw(invitation: Invitation, by: Person) -> None:
    """Withdraw an invitation; its link stops working. One that is over stays as it is. Raises `PermissionDenied`."""
    if not may_manage_members(by, invitation.organisation):
        raise PermissionDenied
    if Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn=timezone.now()):
        note(invitation.organisation, "withdrawn", by, who=invitation.email)


@transaction.atomic
def accept(invitation: Invitation) -> Membership:
    """Make the person who holds the letter a member, with an account if they have none; return the membership.

    Raises `TeamError` when the invitation is over, or the organisation has left.
    """
    stored = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation.pk)
    if not stored.is_usable or stored.organisation.standing == Organisation.Standing.LEFT:
        raise TeamError(_("This invitation no longer works."))
    person = _person_at(stored.email) or _new_person(stored)
    membership, is_new = Membership.objects.get_or_create(
        organisation=stored.organisation, user=person, defaults={"role": stored.role}
    )
    stored.accepted = timezone.now()
    stored.save(update_fields=["accepted"])
    if is_new:
        note(stored.organisation, "joined", person, member=person)
    return membership


def _person_at(address: str) -> User | None:
    """Return the account with an address; raises `TeamError` if it was closed."""
    person: User | None = User.objects.filter(email=address).order_by("-is_active", "pk").first()
    if person is not None and not person.is_active:
        raise TeamError(_("This invitation no longer works."))
    return person


def _new_person(invitation: Invitation) -> User:
    """Make an account without a password; the user name is nobody's concern."""
    person: User = User.objects.create_user(
        f"member-{secrets.token_hex(6)}", invitation.email, language=invitation.language
    )
    return person


def _write(invitation: Invitation) -> None:
    organisation = invitation.organisation
    post_letter_to(
        invitation.email,
        invitation.language,
        template="invitation",
        subject=gettext_lazy("You are invited to a team at /together"),
        context={
            "organisation": organisation,
            "link": lambda: site_address(reverse("members:invitation", kwargs={"token": invitation.token})),
        },
        about=f"invitation {invitation.pk}",
    )
