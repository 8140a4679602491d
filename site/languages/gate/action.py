"""Wagtail's publication of one page, as part of a set: at the time of the set, and only through the gate."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from compat.wagtail import PublishAction

if TYPE_CHECKING:
    from collections.abc import Iterator

_open: ContextVar[bool] = ContextVar("gate_open", default=False)


class GatePassedByError(RuntimeError):
    """Something published a page without asking the gate: a mistake in the code, told before it is committed."""


class SetPublication(PublishAction):
    """Puts one version of one page live at a moment that all pages of its set share."""

    def __init__(self, *args: Any, moment: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moment = moment
        if self.object.first_published_at is None and not self._is_for_later():
            self.object.first_published_at = moment

    def _is_for_later(self) -> bool:
        return bool(self.object.go_live_at and self.object.go_live_at > self.moment)

    def before_telling(self) -> None:
        """Write the time of the set before anybody hears that the page is live."""
        if self.object.live:
            self.object.last_published_at = self.moment
            Page.objects.filter(pk=self.object.pk).update(last_published_at=self.moment)


@contextmanager
def gate_passed() -> Iterator[None]:
    """Let publications pass: what is inside has asked the gate."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def require_gate_passed() -> None:
    """Return if the gate let this publication pass; raises `GatePassedByError`."""
    if not _open.get():
        raise GatePassedByError("A page is published by `page.publish` or `revision.publish`, which ask the gate.")
