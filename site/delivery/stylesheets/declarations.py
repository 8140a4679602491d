"""Which style sheets there are: one every page loads, and one for each family of pages, named by the application it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

_CSS: Final = Path(__file__).resolve().parents[3] / "static" / "css"
SOURCES: Final = _CSS / "src"
SERVED: Final = _CSS / "sheets"

TOKENS: Final = ("fonts", "colours", "type")
BASE: Final = ("reset", "text", "layout", "focus")
_FRAME: Final = ("slash", "button", "header", "banner", "footer")
SHARED: Final = "shared"
"""The name of the sheet that every page loads before the one of its family."""

CARD: Final = ("picture", "card")
"""The components of a card."""
FIELDS: Final = ("field", "choice", "field-group", "errors")
"""The components of a form."""


class HasStylesheets:
    """What an `AppConfig` extends that has families of pages of its own."""

    stylesheets: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Name of a family's sheet (`css/sheets/NAME.css`): names of its sources under `static/css/src`, in the order of the cascade."""


def stylesheets() -> dict[str, tuple[str, ...]]:
    """Return the sources of every sheet by its name; raises `ImproperlyConfigured` for a name that two applications take."""
    found: dict[str, tuple[str, ...]] = {SHARED: (*TOKENS, *BASE, *_FRAME, "print")}
    for app in apps.get_app_configs():
        if isinstance(app, HasStylesheets):
            if taken := found.keys() & app.stylesheets.keys():
                raise ImproperlyConfigured(f"Style sheets named twice: {', '.join(sorted(taken))}")
            found.update(app.stylesheets)
    return found
