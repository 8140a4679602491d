"""The door itself: every publication asks, and goes live whole, waits as an approved set, or is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from languages.families import families_of
from languages.gate.action import SetPublication, gate_passed
from languages.gate.obstacles import NotReadyError, Obstacle, obstacles_to
from languages.gate.plan import Plan, Wish, faults_of, has_words_of, plan_for
from languages.gate.waiting import forget_approval, hold
from languages.models import Override, RevisionText, TranslationKind
from languages.policy import language_order
from languages.recording import record_revision_text
from languages.state import refresh

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a publication: `published` are the ids of pages now live in a new version, `waits_for` what is missing.

    Neither: it is scheduled.
    """

    published: tuple[int, ...] = ()
    waits_for: tuple[Obstacle, ...] = field(default=())

    @property
    def is_waiting(self) -> bool:
        """Whether the version is approved and waits for others."""
        return bool(self.waits_for)


def publish(page: Page, revision: Revision, *, user: User | None = None, **how: Any) -> Verdict:
    """Put a version of `page` live with all the languages that go with it, in one transaction and at one time.

    With something missing nothing goes live: the version is kept as approved, and goes live by itself when the rest is there.
    A date to come is left to the schedule, which asks again. `how` are the further arguments of `Page.publish`.

    Raises `NotReadyError` when something is refused that cannot wait, Wagtail's `PublishPermissionError` where `user` may not
    publish, and `ValidationError` for a page that is not whole; then nothing has changed.
    """
    SetPublication(revision, user=user, moment=timezone.now()).check(how.get("skip_permission_checks", False))
    with transaction.atomic():
        wish = wish_for(page, revision, user)
        later = _scheduled(wish, revision, how)
        if later is not None:
            return later
        plan = plan_for(wish)
        missing = [*_obstacles(plan), *plan.lacks]
        missing += faults_of(plan) if not missing else []
        if missing:
            revision.as_object().full_clean()  # what waits must be able to go live by itself
            hold(wish, missing)
            return Verdict(waits_for=tuple(missing))
        return carry_out(plan, wish, revision, **how)


def publish_anyway(page: Page, revision: Revision, *, user: User, reason: str) -> Verdict:
    """Put a version of `page` live though languages are missing, and keep who did so and why.

    The caller asks `languages.permissions.may_override`. Raises `NotReadyError` for what no reason outweighs.
    """
    with transaction.atomic():
        wish = wish_for(page, revision, user)
        plan = plan_for(wish)
        lacks = [*_obstacles(plan), *plan.lacks]
        if lacks or faults_of(plan):
            plan.versions = {page.pk: revision.pk}
        Override.objects.create(
            translation_key=page.translation_key,
            page_id=page.pk,
            title=page.title[:255],
            missing=language_order(obstacle.language for obstacle in lacks),
            reason=reason,
            by=user,
            at=timezone.now(),
        )
        return carry_out(plan, wish, revision, skip_permission_checks=True)


def wish_for(page: Page, revision: Revision, user: User | None) -> Wish:
    """Return the wish to have `revision` live, its family locked until the transaction ends.

    A version nobody has said anything of, by a person who publishes it, is a translation of the original as it is wanted now.
    """
    lock(page.translation_key)
    known = RevisionText.objects.filter(revision=revision).first()
    text = known or record_revision_text(revision, revision.as_object())
    family = families_of([page.translation_key])[page.translation_key]
    reference = family.reference()
    if page.pk != family.source.pk and not text.kind and not has_words_of(text, reference):
        _take_as_translation(text, reference, user)
    return Wish(family, _member(family.pages, page), text, user)


def lock(key: UUID) -> None:
    """Have other publications of this page wait until the transaction ends."""
    list(Page.objects.select_for_update().filter(translation_key=key).order_by("pk").values_list("pk", flat=True))


def carry_out(plan: Plan, wish: Wish, revision: Revision, **how: Any) -> Verdict:
    """Put the versions of a plan live, all at one moment, and give that time to the languages that stay as they are.

    `revision` is the wished one as the caller holds it: its page may know a date of first publication that is not stored yet.
    """
    moment = timezone.now()
    for pk, revision_id in plan.versions.items():
        if pk == wish.page.pk:
            _put_live(revision, wish.user, moment, **how)
        else:
            _put_live(Revision.objects.get(pk=revision_id), wish.user, moment, skip_permission_checks=True)
    _share_time(plan, wish, moment)
    forget_approval(plan.family.key, plan.versions)
    refresh([plan.family.key])
    return Verdict(published=tuple(plan.versions))


def _put_live(
    revision: Revision, user: User | None, moment: datetime, skip_permission_checks: bool = False, **how: Any
) -> None:
    with gate_passed():
        action = SetPublication(revision, user=user, moment=moment, **how)
        action.execute(skip_permission_checks=skip_permission_checks)


def _share_time(plan: Plan, wish: Wish, moment: datetime) -> None:
    """Give the time to the live languages that go together and did not change: one page has one time."""
    others = [plan.family.pages[code].pk for code in wish.awaited if code in plan.family.pages]
    Page.objects.filter(pk__in=others, live=True).exclude(pk__in=plan.versions).update(last_published_at=moment)


def _scheduled(wish: Wish, revision: Revision, how: dict[str, Any]) -> Verdict | None:
    """Leave a version with a date to come to the schedule; `None` if there is no such date."""
    go_live_at = revision.as_object().go_live_at
    if go_live_at is None or go_live_at <= timezone.now():
        return None
    _refuse(obstacles_to(revision.as_object()))
    _put_live(revision, wish.user, timezone.now(), **how)
    return Verdict()


def _obstacles(plan: Plan) -> list[Obstacle]:
    """Return what may wait of what other rooms have against the versions; raises `NotReadyError` for the rest."""
    found = []
    for revision_id in plan.versions.values():
        found += obstacles_to(Revision.objects.get(pk=revision_id).as_object())
    _refuse(found)
    return found


def _refuse(found: list[Obstacle]) -> None:
    if refused := [obstacle for obstacle in found if not obstacle.may_wait]:
        raise NotReadyError(refused)


def _member(pages: dict[str, Page], page: Page) -> Page:
    return next(one for one in pages.values() if one.pk == page.pk)


def _take_as_translation(text: RevisionText, reference: RevisionText | None, user: User | None) -> None:
    if reference is not None:
        text.source_basis, text.source_revision_id = reference.basis, reference.revision_id
    text.kind, text.is_ready = TranslationKind.PERSON, True
    text.by_id, text.at = user.pk if user else None, timezone.now()
    text.save()
