"""The accounts room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from delivery.stylesheets.declarations import FIELDS, HasStylesheets


class AccountsConfig(HasStylesheets, AppConfig):
    """People who sign in."""

    name = "accounts"
    verbose_name = _("Accounts")
    stylesheets = {"account": (*FIELDS, "note", "status", "table", "page-form", "page-desk", "page-account")}

    def ready(self) -> None:
        """Have sessions begin as `accounts.sessions` says."""
        from accounts import sessions  # noqa: F401  # receivers
