"""What is looked at, and what a look finds. Other rooms add their own looks with `examines`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look found: `words` say how it is, `advice` what to do about what is not well."""

    is_well: bool
    words: Words
    advice: Words = ""


Look = Callable[[], Finding]


@dataclass(frozen=True, slots=True)
class Examined:
    """A look and its finding; `name` is for machines and letters' keys, `title` for people."""

    name: str
    title: Words
    finding: Finding


_looks: dict[str, tuple[Words, Look]] = {}


def examines(name: str, title: Words) -> Callable[[Look], Look]:
    """Have the decorated function be asked whenever somebody wants to know how the site is; raises `ValueError` for a name in use."""

    def register(look: Look) -> Look:
        if name in _looks:
            raise ValueError(f"Two looks are called {name}.")
        _looks[name] = (title, look)
        return look

    return register


def examine_all() -> list[Examined]:
    """Look at everything, what is not well first; a look that fails is itself a finding. Raises nothing."""
    found = [Examined(name, title, _finding_of(name, look)) for name, (title, look) in _looks.items()]
    return sorted(found, key=lambda one: one.finding.is_well)


def _finding_of(name: str, look: Look) -> Finding:
    try:
        return look()
    except Exception as error:  # whatever it is, an operator must read the other findings
        logger.exception("Whether %s is well could not be found out.", name)
        words = _("This could not be looked at: %(error)s") % {"error": f"{type(error).__name__}: {error}"[:200]}
        return Finding(False, words, _("Look at the logs of the web process. The database may be away."))
