"""What languages do once a night: look between the trees, release what can go live, write to translators."""

from __future__ import annotations

import logging

from django.db import transaction

from languages.checking import findings
from languages.emails import post_digests
from languages.gate.release import recheck_waiting
from languages.state import refresh_all
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload

logger = logging.getLogger(__name__)


@every_night("check_languages")
def check_languages(payload: Payload) -> None:
    """Derive all states anew, and log what is not as it should be between the languages' trees."""
    refresh_all()
    for finding in findings():
        logger.warning("check_trees: %s", finding)


@every_night("release_all_waiting")
def release_all_waiting(payload: Payload) -> None:
    """Look again at everything that waits to go live: a rule, a language or an obstacle may have changed unheard."""
    with transaction.atomic():
        recheck_waiting()


@every_night("translators_digest")
def write_to_translators(payload: Payload) -> None:
    """Send translators what is to be done, one letter each, in their language."""
    with transaction.atomic():
        post_digests()
