"""Erasing a withdrawn story for good: files, pages, drafts, logs, translations, people, and the words search learnt from it.

The files go first: while their rows are there, whoever takes over after a kill still knows their names. Then one transaction
removes all rows. At last the database file itself is made to forget (`upkeep.vacuum`). All of it may be done twice.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import Signal, receiver
from django.utils import timezone

from stories.consent import removal, traces
from stories.consent.traces import Traces
from stories.consent.withdrawing import ERASE, from_subject, hide_for_good
from stories.models import Consent, Withdrawal
from stories.models.consent import Decider, evidence_storage
from upkeep import erasures
from upkeep.erasures import replays
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.vacuum import forget, post_forgetting

words_erased = Signal()
"""Sent in the transaction that erased a story, with `texts`: the words it had, by language code."""


@carries_out(ERASE)
def carry_out(payload: Payload) -> None:
    """Erase a story that has been withdrawn."""
    erase(payload["subject"])


@replays(ERASE)
def replay(subject: str) -> None:
    """Withdraw and erase again a story that a restore brought back; writes to nobody."""
    story_key, person_id = from_subject(subject)
    with transaction.atomic():
        defaults = {"by": Decider.PERSON if person_id else Decider.EDITOR}
        withdrawal, _made = Withdrawal.objects.get_or_create(story_key=story_key, defaults=defaults)
        hide_for_good(withdrawal, person_id)
    erase(subject, is_replayed=True)
    forget()  # before the site is served, not when a worker comes by


def erase(subject: str, *, is_replayed: bool = False) -> None:
    """Erase all that is left of a withdrawn story; returns at once if nothing is. Raises what storages and the ledger raise."""
    story_key, _person_id = from_subject(subject)
    withdrawal = Withdrawal.objects.filter(story_key=story_key).first()
    if withdrawal is None:
        return
    found = traces.find(withdrawal)
    for storage, name in found.files:
        storage.delete(name)
    with transaction.atomic():
        _remove(found)
        Withdrawal.objects.filter(pk=withdrawal.pk).update(erased_at=timezone.now(), pictures=[])
        post_forgetting(f"after {story_key}")
        if not is_replayed:
            erasures.record(ERASE, subject)


@receiver(post_delete, sender=Consent, dispatch_uid="stories.forget_record")
def forget_record(sender: type[Consent], instance: Consent, **kwargs: Any) -> None:
    """Delete the record of a consent that is no longer kept; each consent has a file of its own."""
    if name := instance.evidence.name:
        transaction.on_commit(lambda: evidence_storage().delete(name), robust=True)


def _remove(found: Traces) -> None:
    removal.remove_pages(found)
    removal.remove_translations(found)
    removal.remove_media(found)
    removal.remove_people(found)
    removal.remove_waiting(found)
    words_erased.send(sender=None, texts={language: "\n".join(words) for language, words in found.texts.items()})
