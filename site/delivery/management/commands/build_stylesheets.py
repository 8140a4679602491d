"""Put the style sheets together; make, the image and the tests do it before they need them."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from delivery.stylesheets.building import build


class Command(BaseCommand):
    """Writes only what changed."""

    help = "Build the style sheets from their sources."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Build, and say which sheets changed."""
        for path in build():
            self.stdout.write(f"Built {path.name}")
