"""The search app: one results page a language."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding stories, partners, pledges and pages."""

    name = "search"

    def ready(self) -> None:
        """Connect the signal handlers that keep the index true."""
        import search.signals  # noqa: F401  # connecting is what the import is for
