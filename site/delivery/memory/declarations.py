"""Which answers may be remembered, as each application says of its own views; the memory knows no page family by name."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from django.apps import apps


class RemembersPages:
    """What an `AppConfig` extends whose pages may be given from memory."""

    remembered_views: ClassVar[frozenset[str]] = frozenset()
    """The names of views (`app:name`) whose answer depends on the address alone."""

    remembered_parameters: ClassVar[tuple[str, ...]] = ()
    """Every parameter these views and the pages of the application read; any other never reaches them."""


@cache
def remembered_views() -> frozenset[str]:
    """Return the names of all views whose answers may be remembered."""
    return frozenset[str]().union(*(app.remembered_views for app in _declaring()))


@cache
def remembered_parameters() -> tuple[str, ...]:
    """Return every parameter a remembered view reads, in the order addresses are remembered by."""
    return tuple(dict.fromkeys(name for app in _declaring() for name in app.remembered_parameters))


def _declaring() -> list[RemembersPages]:
    return [app for app in apps.get_app_configs() if isinstance(app, RemembersPages)]
