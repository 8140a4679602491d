"""Demonstration content: loads everything, and nothing depends on it."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    """Content that shows what the site can do."""

    name = "demo"

    def announcement(self) -> list[str]:
        """Return what a server says at start-up: the demonstration accounts, where they exist."""
        from demo.accounts import PASSWORD, known_accounts, known_members

        editors, members = known_accounts(), known_members()
        if not editors and not members:
            return []
        lines = [f"Sign in as {', '.join(editors)}. The password of each is {PASSWORD}"] if editors else []
        if members:
            lines.append(
                f"Partner desk: sign in at /en/sign-in/password/ as {', '.join(members)}, with the same password"
            )
        if not settings.REQUIRE_SECOND_FACTOR:
            lines.append("The admin asks for no second step here (REQUIRE_SECOND_FACTOR=0): for trying out only")
        return lines
