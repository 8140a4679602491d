"""Approving an application into an organisation with a draft profile, or declining it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from languages.configured import DEFAULT_LANGUAGE
from languages.locales import locale_id
from partners.emails import tell_approved, tell_declined
from partners.models import Application, DirectoryPage, Organisation, PartnerPage, Pledge, Sector
from partners.permissions import may_decide_applications
from partners.team.inviting import invite_applicant

if TYPE_CHECKING:
    from partners.permissions import Person

State = Application.State
# The form asks five plain questions; an editor corrects the sector where it can be said better.
SECTORS = {
    Application.Kind.GROUP: Sector.COMMUNITY_GROUP,
    Application.Kind.CHARITY: Sector.CHARITY,
    Application.Kind.BUSINESS: Sector.BUSINESS,
    Application.Kind.PUBLIC_BODY: Sector.OTHER,
}


class NotWaitingError(Exception):
    """Raised when an application cannot be decided: it is not confirmed yet, or was decided the other way."""


def _locked(application: Application, user: Person, *, done: str) -> Application:
    """Return the stored application, held until the transaction ends.

    Raises `PermissionDenied`, or `NotWaitingError` unless it waits for an editor or is in the state `done` already.
    """
    if not may_decide_applications(user):
        raise PermissionDenied
    stored = Application.objects.select_for_update().get(pk=application.pk)
    if stored.state not in (State.CONFIRMED, done):
        raise NotWaitingError
    return stored


def _decide(application: Application, state: str, user: Person) -> None:
    application.state = state
    application.save()
    log(instance=application, action=f"partners.{state}", user=user)


@transaction.atomic
def approve(application: Application, user: Person) -> Organisation | None:
    """Make an organisation, its pledge and a draft profile of an application, once; return the organisation.

    Whoever applied is told, and invited as the owner. Somebody who applied for themselves becomes a supporter: nothing is made
    and `None` is returned. A new pledge of an organisation that takes part already adds that pledge alone. Approving again
    changes nothing. Raises `PermissionDenied` and `NotWaitingError`.
    """
    stored = _locked(application, user, done=State.APPROVED)
    if stored.state == State.CONFIRMED:
        is_new = stored.organisation is None
        if stored.organisation is not None:  # a member of it proposed a new pledge at the desk
            _make_pledge(stored, stored.organisation)
        elif not stored.is_person:
            stored.organisation = _make_organisation(stored, user)
        _decide(stored, State.APPROVED, user)
        tell_approved(stored)
        if is_new and stored.organisation:
            invite_applicant(stored.organisation, stored.email, stored.letter_language, user)
    return stored.organisation


@transaction.atomic
def decline(application: Application, user: Person) -> None:
    """Decline an application and tell its sender, once. Raises `PermissionDenied` and `NotWaitingError`."""
    stored = _locked(application, user, done=State.DECLINED)
    if stored.state == State.CONFIRMED:
        _decide(stored, State.DECLINED, user)
        tell_declined(stored)


def free_key(name: str) -> str:
    """Return a key for a new organisation that no other has: its name in plain letters, numbered if need be."""
    base = slugify(name)[:50].strip("-") or "partner"
    taken = set(Organisation.objects.filter(key__startswith=base).values_list("key", flat=True))
    number = 2
    key = base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def _make_organisation(application: Application, user: Person) -> Organisation:
    organisation = Organisation.objects.create(
        key=free_key(application.name),
        name=application.name,
        sector=SECTORS[Application.Kind(application.kind)],
        region=application.region,
        email=application.email,
        joined=timezone.localdate().year,
        main_strand=application.strand,
    )
    _make_pledge(application, organisation)
    log(instance=organisation, action="wagtail.create", user=user)
    _draft_profile(application, organisation, user)
    return organisation


def _make_pledge(application: Application, organisation: Organisation) -> Pledge:
    pledge: Pledge = Pledge.objects.create(
        organisation=organisation,
        promise={application.language: application.promise},
        strand=application.strand,
        due=application.due,
        updated=timezone.localdate(),
    )
    return pledge


def directory_for(code: str) -> Any:
    """Return the directory of a language, else the English one, else any; `None` where there is none at all."""
    directories = DirectoryPage.objects.filter(alias_of=None).order_by("pk")
    wanted = (locale_id(code), locale_id(DEFAULT_LANGUAGE.code))
    found = (directories.filter(locale_id=pk).first() for pk in wanted if pk)
    return next((directory for directory in found if directory), None) or directories.first()


def _draft_profile(application: Application, organisation: Organisation, user: Person) -> None:
    """Make a draft of the profile, the user's own. Its summary is left for an editor, who cannot publish without one."""
    directory = directory_for(application.language)
    if directory is None:
        return
    page = PartnerPage(
        title=organisation.name, organisation=organisation, owner_id=user.pk, live=False, locale_id=directory.locale_id
    )
    directory.add_child(instance=page)
    page.save_revision(user=user, clean=False)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
