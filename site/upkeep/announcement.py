"""What a server says once it serves: where the site and its admin are, and whatever an app has to add."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from django.apps import apps
from django.db import DatabaseError


@runtime_checkable
class Announcing(Protocol):
    """An app configuration with lines of its own to say at start-up."""

    def announcement(self) -> list[str]:
        """Return the lines; none when there is nothing to say."""


def announcement(site_url: str) -> str:
    """Return the lines to print once the site answers at `site_url` (an address without a slash at its end)."""
    lines = [f"Site    {site_url}/", f"Admin   {site_url}/admin/"]
    for config in apps.get_app_configs():
        if isinstance(config, Announcing):
            lines += _lines_of(config)
    return "\n" + "\n".join(f"  {line}" for line in lines) + "\n"


def _lines_of(config: Announcing) -> list[str]:
    """Return what one app has to say; nothing while the database does not answer, which `/readyz` reports."""
    try:
        return config.announcement()
    except DatabaseError:
        return []
