"""Telling operators without being asked: a letter a day for each thing that is wrong, and a sign of life to whoever waits for one."""

from __future__ import annotations

import logging
import urllib.request
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from upkeep.health.findings import Examined, examine_all
from upkeep.outbox.email_delivery import post_letter

PING_SECONDS: Final = 5.0
"""How long whoever waits for the sign of life may take to answer."""
logger = logging.getLogger(__name__)


def tell_operators(now: datetime) -> None:
    """Have a letter sent to `ERROR_EMAILS` for each thing that is wrong, at most one a day for each."""
    addresses = [admin[1] for admin in settings.ADMINS]
    if not addresses:
        return
    with translation.override(settings.LANGUAGE_CODE):
        for one in examine_all():
            if not one.finding.is_well:
                _post(one, addresses, now)


def _post(one: Examined, addresses: list[str], now: datetime) -> None:
    day = f"{timezone.localtime(now):%Y-%m-%d}"
    text = f"{one.finding.words}\n\n{one.finding.advice}\n\n{settings.SITE_URL}/admin/health/\n"
    with transaction.atomic():
        post_letter(
            about=f"health {one.name}",
            to=addresses,
            subject=f"{settings.SITE_NAME}: {one.title}",
            text=text,
            language=settings.LANGUAGE_CODE,
            key=f"health {one.name} {day}",
        )


def ping() -> None:
    """Ask the address `HEALTHCHECK_URL`, where there is one, so that somebody outside notices when nobody asks; raises nothing."""
    if not settings.HEALTHCHECK_URL:
        return
    try:
        with urllib.request.urlopen(settings.HEALTHCHECK_URL, timeout=PING_SECONDS):  # noqa: S310  # the operator's own address
            pass
    except (OSError, ValueError) as error:
        logger.warning("The sign of life did not arrive: %s", error)
