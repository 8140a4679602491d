"""The accounts room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Have sessions begin as `accounts.sessions` says."""
        from accounts import sessions  # noqa: F401  # receivers
