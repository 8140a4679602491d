"""Make the renditions that pictures lack: after a change of shapes, or when making one failed while a picture was saved."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser

from home.models import Picture
from home.rendition_upkeep import refresh_renditions


class Command(BaseCommand):
    """Brings the renditions of every picture up to date; a picture that fails is named, and the others are made."""

    help = "Make the renditions that pictures lack and remove those cut around another focal point."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--dry-run`."""
        parser.add_argument("--dry-run", action="store_true", help="Say which pictures would be looked at.")

    def handle(self, *args: object, dry_run: bool = False, **options: object) -> None:
        """Go through all pictures, oldest first."""
        for picture in Picture.objects.order_by("pk").iterator():
            if dry_run:
                self.stdout.write(f"{picture.pk} {picture.title}")
                continue
            try:
                refresh_renditions(picture)
            except OSError as error:
                self.stderr.write(f"{picture.pk} {picture.title}: {error}")
