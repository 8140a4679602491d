"""The rows of a translator's worksheet: a text or a thing of the original, what the translation has there, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.translating.segment_labels import Place
from languages.translating.segments import Segment, Variable


class RowState(models.TextChoices):
    """How one text stands."""

    MISSING = "missing", _("Missing")
    FAULTY = "faulty", _("To put right")
    MACHINE = "machine", _("Machine translation, not checked")
    CHECK = "check", _("To check: the original changed")
    DONE = "done", _("Done")


OUTSTANDING = frozenset({RowState.MISSING, RowState.FAULTY, RowState.MACHINE, RowState.CHECK})


@dataclass(frozen=True, slots=True)
class Row:
    """One text: the original's `segment`, the translation's `text` ('' if there is none) and its `state`.

    `on_page` is what the draft says, which differs from `text` while that is faulty. `earlier` are the words of the original
    that the translation was made from, where they have changed since. `tool` names the machine it came from, if any.
    """

    segment: Segment
    place: Place
    text: str
    on_page: str
    state: RowState
    earlier: str = ""
    tool: str = ""
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the row in a form."""
        return self.segment.key

    @property
    def is_optional(self) -> bool:
        """Whether the row is an input the original leaves empty."""
        return not self.segment.text


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the language may choose for itself; `own` is its own value, `None` while it shares the original's."""

    variable: Variable
    place: Place
    kind: str
    own: Any = None
