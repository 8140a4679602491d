"""Demonstration content: loads everything, and nothing depends on it."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Content that shows what the site can do."""

    name = "demo"

    def announcement(self) -> list[str]:
        """Return what a server says at start-up: the demonstration accounts, where they exist."""
        from demo.accounts import PASSWORD, known_accounts

        names = known_accounts()
        return [f"Sign in as {', '.join(names)}. The password of each is {PASSWORD}"] if names else []
