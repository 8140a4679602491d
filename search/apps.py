"""The search app: one results page a language."""

from __future__ import annotations

from django.apps import AppConfig

from delivery.stylesheets.declarations import HasStylesheets


class SearchConfig(HasStylesheets, AppConfig):
    """Finding stories, partners, pledges and pages."""

    name = "search"
    stylesheets = {"search": ("field", "search", "pagination", "empty", "page-search")}

    def ready(self) -> None:
        """Connect the signal handlers that keep the index true."""
        import search.signals  # noqa: F401  # connecting is what the import is for
