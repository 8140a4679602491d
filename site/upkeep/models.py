"""What upkeep keeps in the database: effects, each something that must follow a commit; what failed on its date; heartbeats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upkeep.outbox.backoff import LONGEST_WAIT


class EffectQuerySet(models.QuerySet["Effect"]):
    """Effects by where they stand."""

    def waiting(self) -> EffectQuerySet:
        """Return what is still to be carried out."""
        return self.filter(state=Effect.State.WAITING)

    def left_over(self) -> EffectQuerySet:
        """Return what is not done: waiting, or given up."""
        return self.exclude(state=Effect.State.DONE)

    def dead(self) -> EffectQuerySet:
        """Return what was given up."""
        return self.filter(state=Effect.State.DEAD)

    def due(self, now: datetime) -> EffectQuerySet:
        """Return what waits for nothing but a worker's time.

        The clock may have jumped back since `due_at` was written: a first attempt never waits, and a later one that seems to
        be further off than any wait can be is due at once.
        """
        in_time = Q(attempts=0) | Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT)
        return self.waiting().filter(in_time)

    def ready(self, now: datetime) -> EffectQuerySet:
        """Return what may be begun: due, in nobody's hands, and the oldest that waits of its subject."""
        earlier = Effect.objects.waiting().filter(subject=OuterRef("subject"), pk__lt=OuterRef("pk"))
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.due(now).filter(free).filter(~Exists(earlier)).order_by("pk")


class Effect(models.Model):
    """Something that must follow a commit, written in the same transaction: see `upkeep.outbox`.

    Effects of one `subject` are carried out in the order they were posted. Of two with the same `key` there is one. Whoever
    holds the `lease` until `leased_until` works on it. The `payload` holds what the handler needs, often personal data; it is
    emptied as soon as the effect is done, and shown to nobody.
    """

    class State(models.TextChoices):
        """Where an effect stands."""

        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        DEAD = "dead", _("Given up")

    kind = models.CharField(_("kind"), max_length=50)
    subject = models.CharField(_("subject"), max_length=200)
    key = models.CharField(_("key"), max_length=200, blank=True)
    payload: models.JSONField[Any, Any] = models.JSONField(_("contents"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("posted"), default=timezone.now)
    due_at = models.DateTimeField(_("next try"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease = models.UUIDField(_("lease"), null=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = _("work left over")
        verbose_name_plural = _("work left over")
        default_permissions = ("view", "change", "delete")  # nobody adds one by hand
        constraints = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_effect_per_key")]
        indexes = [
            models.Index(fields=["subject", "id"], condition=Q(state="waiting"), name="waiting_effects"),
            models.Index(fields=["state", "finished_at"], name="finished_effects"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.subject})"

    @property
    def next_try(self) -> datetime | None:
        """When it is tried again; `None` when it was given up."""
        return self.due_at if self.state == self.State.WAITING else None


class ScheduledFailure(models.Model):
    """A page that could not go live, or be taken down, on its date: it is tried again at `next_try`, or set aside without one."""

    class Act(models.TextChoices):
        """What should have happened."""

        PUBLISH = "publish", _("go live")
        UNPUBLISH = "unpublish", _("be taken down")

    act = models.CharField(_("what should have happened"), max_length=10, choices=Act.choices)
    row = models.PositiveBigIntegerField(_("version or page"))
    title = models.CharField(_("title"), max_length=255, blank=True)
    failures = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failed_at = models.DateTimeField(_("last attempt"), default=timezone.now)
    next_try = models.DateTimeField(_("next try"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("failed publication")
        verbose_name_plural = _("failed publications")
        default_permissions = ()  # shown on the page of the site's health, to those who may see that
        constraints = [models.UniqueConstraint(fields=["act", "row"], name="one_failure_per_scheduled_row")]

    def __str__(self) -> str:
        return f"{self.act} {self.row}"


class Heartbeat(models.Model):
    """When something that is done again and again was last done, and when it last failed."""

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    done_at = models.DateTimeField(_("last done"), null=True)
    failed_at = models.DateTimeField(_("last failed"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
