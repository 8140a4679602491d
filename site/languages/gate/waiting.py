"""Approved versions that wait for each other: keeping them, and letting go of those that went live or were withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from languages.gate.obstacles import Obstacle
from languages.models import ApprovedRevision, ApprovedSet
from languages.policy import language_order
from languages.state import refresh
from upkeep.outbox.posting import post

if TYPE_CHECKING:
    from languages.gate.plan import Wish


def hold(wish: Wish, missing: Sequence[Obstacle]) -> ApprovedSet:
    """Keep a version as approved until what is missing is there, tell the translators, and return the set it waits in."""
    now, key = timezone.now(), wish.family.key
    waits_for = language_order(obstacle.language for obstacle in missing if obstacle.language)
    waiting, _made = ApprovedSet.objects.get_or_create(translation_key=key, defaults={"since": now})
    ApprovedSet.objects.filter(pk=waiting.pk).update(waits_for=waits_for)
    values = {"waiting": waiting, "revision_id": wish.text.revision_id, "by": wish.user, "at": now}
    ApprovedRevision.objects.update_or_create(page_id=wish.page.pk, defaults=values)
    # A date that has come is kept: what is still missing decides from here on.
    Revision.objects.filter(pk=wish.text.revision_id).update(approved_go_live_at=None)
    _tell(wish, waits_for)
    refresh([key])
    return waiting


def _tell(wish: Wish, waits_for: list[str]) -> None:
    data = {"languages": waits_for}
    log(instance=wish.page.specific, action="languages.approve", user=wish.user, data=data)
    codes = [code for code in waits_for if code != wish.language]
    payload = {"page": wish.page.pk, "version": wish.text.revision_id, "languages": codes}
    post(
        "ask_for_translation",
        str(wish.family.key),
        payload,
        f"waits {wish.text.revision_id} {' '.join(codes)}",
    )


def forget_approval(key: UUID, pages: Iterable[int]) -> None:
    """Let go of what was approved of these pages: it is live, or a newer version is."""
    ApprovedRevision.objects.filter(page_id__in=list(pages)).delete()
    ApprovedSet.objects.filter(translation_key=key, approved=None).delete()


def withdraw(key: UUID) -> None:
    """Let go of everything that was approved of a page in any language: nothing goes live by itself any more."""
    ApprovedSet.objects.filter(translation_key=key).delete()
    refresh([key])
