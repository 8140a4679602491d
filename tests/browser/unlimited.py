"""Lets the served site take in as much as tests send from one address in one minute; the limits have tests of their own."""

from __future__ import annotations

from dataclasses import replace

from django.apps import AppConfig

MUCH = 100_000


class Unlimited(AppConfig):
    """Added to the installed apps of `tests.browser.settings`."""

    name = "tests.browser"
    label = "unlimited"

    def ready(self) -> None:
        """Raise what a minute may bring."""
        from partners import application_limits
        from stories.consent import concerns
        from stories.moderation import public_intake

        for module in (application_limits, concerns, public_intake):
            for name in ("OVERALL", "FROM_ONE_NETWORK"):
                setattr(module, name, replace(getattr(module, name), count=MUCH))
