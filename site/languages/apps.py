"""The languages room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from delivery.memory.declarations import RemembersPages


class LanguagesConfig(RemembersPages, AppConfig):
    """Registers the Welsh collation with every SQLite connection, and keeps the states of translations."""

    name = "languages"
    remembered_views = frozenset({"show_untranslated"})

    def ready(self) -> None:
        """Connect the signal handlers of this room."""
        from languages import checks, emails, nightly, signals  # noqa: F401  # imported for what they register
        from languages.alphabet import register_collations
        from languages.gate import release  # noqa: F401  # the same
        from languages.translating import remembering  # noqa: F401  # the same

        connection_created.connect(register_collations, dispatch_uid="languages.register_collations")
