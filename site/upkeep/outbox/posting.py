"""Posting an effect: in the same transaction as what it follows from."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.transaction import TransactionManagementError

from upkeep.models import Effect
from upkeep.outbox import thread
from upkeep.outbox.handlers import Payload, handler_for
from upkeep.outbox.worker import carry_out_due


def post(kind: str, subject: str, payload: Payload, key: str = "") -> None:
    """Have an effect of `kind` follow the present transaction, after those posted for the same `subject` before.

    `payload` is what JSON can hold. A second effect with the same `key` is left out, for as long as the first is remembered (a
    week after it is done). Neither `subject` nor `key` may hold personal data: administrators see the one, logs both.

    Raises `TransactionManagementError` outside a transaction, `UnknownKindError` for a kind nothing carries out.
    """
    handler_for(kind)  # a kind that is misspelt is found by whoever writes it, not at night by a worker
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An effect is posted in the transaction that it follows.")
    effect = Effect(kind=kind, subject=subject, payload=payload, key=key)
    Effect.objects.bulk_create([effect], ignore_conflicts=bool(key))
    transaction.on_commit(carry_out_soon, robust=True)


def carry_out_soon() -> None:
    """Have it done now in tests, by the thread in a web process, and elsewhere by the next turn of the worker."""
    if settings.OUTBOX_INLINE:
        for _outcome in carry_out_due():
            pass
    else:
        thread.wake()
