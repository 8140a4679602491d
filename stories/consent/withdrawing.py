"""Withdrawing: one act takes a story off the site in all its languages at once; its erasure follows through the outbox.

Everything here is one transaction: a process killed at any moment leaves either the whole story or none of it. Whatever readers
are shown asks for live pages, and what is kept of pages in memory ends with the commit.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from wagtail.models import Page, Revision

from stories.consent.emails import send_receipt, tell_about_withdrawal
from stories.consent.gone import remember_addresses
from stories.models import Appearance, Consent, Person, StoryPage, Withdrawal
from stories.models.consent import Decider
from upkeep import erasures
from upkeep.outbox.posting import post

if TYPE_CHECKING:
    from accounts.models import User

ERASE: Final = "erase_story"
"""The kind of effect, and of entry in the ledger of erasures."""


def withdraw(story_key: UUID, *, by: str, person: Person | None = None) -> Withdrawal:
    """Withdraw a story for a person in it, or for all with `person=None`; returns the withdrawal, which may be there already.

    `by` is a `Decider`. The person and the partner are told by letter. Raises `OSError` if the ledger of erasures cannot be
    written: then nothing has happened.
    """
    with transaction.atomic():
        withdrawal, is_new = Withdrawal.objects.get_or_create(story_key=story_key, defaults={"by": by})
        if not is_new:
            return withdrawal
        _mark_consents(story_key, person, by, withdrawal.at)
        hide_for_good(withdrawal, person.pk if person else None)
        send_receipt(withdrawal, person)
        tell_about_withdrawal(withdrawal)
        subject = ledger_subject(story_key, person.pk if person else None)
        post(ERASE, f"story {story_key}", {"subject": subject}, f"{ERASE} {story_key}")
        erasures.record(ERASE, subject)
    return withdrawal


def ledger_subject(story_key: UUID, person_id: int | None) -> str:
    """Return what the ledger knows a withdrawal by: the key of the story, and of the person if one withdrew."""
    return f"{story_key} {person_id}" if person_id else str(story_key)


def from_subject(subject: str) -> tuple[UUID, int | None]:
    """Return the keys that `ledger_subject` wrote; raises `ValueError` for anything else."""
    key, _space, person_id = subject.partition(" ")
    return UUID(key), int(person_id) if person_id else None


def _mark_consents(story_key: UUID, person: Person | None, by: str, at: datetime) -> None:
    consents = Consent.objects.filter(appearance__story_key=story_key)
    (consents.filter(appearance__person=person) if person else consents).withdraw(by=by, at=at)


def hide_for_good(withdrawal: Withdrawal, person_id: int | None) -> None:
    """Take every page of a withdrawn story off the site and keep its addresses; to be called inside a transaction."""
    shown = Appearance.objects.filter(story_key=withdrawal.story_key, person_id=person_id or 0)
    withdrawal.pictures = sorted(set(shown.exclude(picture=None).values_list("picture_id", flat=True)))
    withdrawal.save(update_fields=["pictures"])
    pages = list(StoryPage.objects.filter(translation_key=withdrawal.story_key))
    remember_addresses(withdrawal, pages)
    take_down(pages)


def take_down(pages: list[StoryPage], user: User | None = None) -> None:
    """Unpublish pages, in the name of `user` if there is one, and call off whatever would publish them by itself.

    Waits for whoever is publishing one of them just now.
    """
    keys = [str(page.pk) for page in pages]
    list(Page.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    Revision.objects.page_revisions().filter(object_id__in=keys).exclude(approved_go_live_at=None).update(
        approved_go_live_at=None
    )
    for page in pages:
        if StoryPage.objects.filter(pk=page.pk, live=True).exists():  # an alias went with its source
            page.unpublish(user=user)


def withdraw_person(person: Person, by: str = Decider.PERSON) -> list[Withdrawal]:
    """Withdraw every story a person appears in; returns the withdrawals."""
    keys: set[Any] = set(person.appearances.values_list("story_key", flat=True))
    return [withdraw(key, by=by, person=person) for key in sorted(keys, key=str)]
