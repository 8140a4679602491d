"""Looking again at what waits: when a rule or a language changes, an obstacle is gone, and once a night."""

from __future__ import annotations

import logging
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from languages.gate.publish import Verdict, publish
from languages.models import ApprovedRevision, ApprovedSet
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

logger = logging.getLogger(__name__)


def recheck_waiting_of(key: UUID) -> None:
    """Have what waits of a page looked at again after the present transaction."""
    post("release_waiting", str(key), {"key": str(key)})


def recheck_waiting() -> None:
    """Have everything that waits looked at again after the present transaction."""
    for key in ApprovedSet.objects.values_list("translation_key", flat=True):
        recheck_waiting_of(key)


@carries_out("release_waiting")
def release_waiting(payload: Payload) -> None:
    """Publish what waited of a page if nothing is missing any more; nothing if it has gone live or was withdrawn."""
    waiting = ApprovedRevision.objects.filter(waiting__translation_key=payload["key"])
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        release(pk)


def release(pk: int) -> Verdict | None:
    """Publish one approved version if nothing is missing; what cannot be published stays approved, and is logged."""
    try:
        with transaction.atomic():
            approved = ApprovedRevision.objects.select_related("page", "revision", "by").filter(pk=pk).first()
            if approved is None:
                return None
            return publish(approved.page.specific, approved.revision, skip_permission_checks=True)
    except ValidationError as error:
        logger.warning("What waits to go live cannot: %s", "; ".join(error.messages))
        return None
