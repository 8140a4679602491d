"""Looking after what is not done: trying again, dropping, forgetting, and how long the oldest has been waiting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from upkeep.models import Effect, EffectQuerySet
from upkeep.outbox.email_delivery import MAIL
from upkeep.outbox.posting import carry_out_soon

KEEP_DONE: Final = timedelta(days=7)
"""How long a done effect is remembered, so that its key is."""

KEEP_DEAD: Final = timedelta(days=90)
"""How long one that was given up waits for somebody: its payload may hold personal data."""

RESTORED: Final = "It waited when the backup was made, and may have been sent since. Try again, or drop it."


def try_again(effect: Effect) -> bool:
    """Let an effect that is not in hand be tried at once, as if for the first time; say whether it could be."""
    afresh = {"state": Effect.State.WAITING, "attempts": 0, "due_at": timezone.now(), "finished_at": None}
    with transaction.atomic():
        changed = _idle(effect).update(**afresh, lease=None, leased_until=None)
        transaction.on_commit(carry_out_soon, robust=True)
    return changed == 1


def drop(effect: Effect) -> bool:
    """Never carry out an effect that is neither done nor in hand, and forget what it held; say whether it was so."""
    deleted, _by_model = _idle(effect).delete()
    return deleted == 1


def _idle(effect: Effect) -> EffectQuerySet:
    """Return the effect as it stands now, if it is not done and nobody works on it."""
    free = Q(leased_until=None) | Q(leased_until__lte=timezone.now())
    return Effect.objects.left_over().filter(free, pk=effect.pk)


def hold_letters() -> int:
    """Give up every letter that waits, for somebody to decide; return how many.

    For the end of a restore: letters that waited when the backup was made have been sent since, most likely.
    """
    given_up = {"state": Effect.State.DEAD, "error": RESTORED, "finished_at": timezone.now()}
    return Effect.objects.waiting().filter(kind=MAIL).update(**given_up, lease=None, leased_until=None)


def forget_finished(now: datetime) -> int:
    """Delete what was done a week ago and what was given up three months ago; return how many."""
    done = Q(state=Effect.State.DONE, finished_at__lte=now - KEEP_DONE)
    dead = Q(state=Effect.State.DEAD, finished_at__lte=now - KEEP_DEAD)
    return Effect.objects.filter(done | dead).delete()[0]


def oldest_due_age() -> float:
    """Return for how many seconds the oldest effect that is due has been waiting for a worker; 0 when none is."""
    now = timezone.now()
    since = Effect.objects.ready(now).order_by("due_at").values_list("due_at", flat=True).first()
    return max(0.0, (now - since).total_seconds()) if since else 0.0
