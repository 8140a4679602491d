"""Having copies in front of the site dropped: through the outbox, in the transaction of the change, within a second of its commit."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import transaction
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from delivery.front import purged_addresses
from upkeep.models import Effect
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

KIND: Final = "purge"
EVERYTHING: Final = "purge everything"
SUBJECT: Final = "front"


class PurgeError(RuntimeError):
    """What stands in front did not drop its copies."""


def purge_soon(urls: Iterable[str] = (), files: Iterable[str] = (), *, everything: bool = False) -> None:
    """Have the copies of `urls`, and of those `files` that are no longer public, dropped after this transaction, and then perhaps all.

    Does nothing where nothing stands in front (`WAGTAILFRONTENDCACHE`).
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return
    with transaction.atomic():
        post(KIND, SUBJECT, {"urls": sorted(set(urls)), "files": sorted(set(files))})
        if everything:
            post(EVERYTHING, f"{SUBJECT}, everything", {})


@carries_out(KIND)
def purge(payload: Payload) -> None:
    """Drop the copies of some addresses; raises `PurgeError` where that failed."""
    _purge([*payload["urls"], *purged_addresses.of_hidden_files(payload["files"])])


@carries_out(EVERYTHING)
def purge_everything(payload: Payload) -> None:
    """Drop every copy of a page, unless another purge of everything waits behind this one; raises `PurgeError`."""
    if Effect.objects.waiting().filter(kind=EVERYTHING).count() > 1:
        return
    for backend in get_backends().values():
        if hasattr(backend, "cloudfront_distribution_id"):  # takes patterns, and counts one as one
            _purge([f"{settings.SITE_URL}/*"], backend)
            continue
        for urls in purged_addresses.of_all_pages():
            _purge(urls, backend)


def _purge(urls: list[str], backend: BaseBackend | None = None) -> None:
    """Have one backend, or all, drop these addresses."""
    with _complaints() as complaints:
        for one in [backend] if backend else get_backends().values():
            one.purge_batch(urls)
    if complaints:
        raise PurgeError(complaints[0])


class _Listener(logging.Handler):
    """Notes what Wagtail's backends complain about: they write it to the log and raise nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one complaint, whichever logger it came by."""
        if record.getMessage().startswith("Couldn't purge"):
            self.heard.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Give the list of what backends complain about within the block."""
    listener, logger = _Listener(), logging.getLogger()
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
