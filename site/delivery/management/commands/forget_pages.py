"""Drop every remembered page on every machine: after something changed that no statement to the database tells of."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction

from delivery.front.purging import purge_soon
from delivery.memory.page_changes import record_change


class Command(BaseCommand):
    """For operators: a file was replaced by hand, a database was restored. Ordinary changes need no command."""

    help = "Drop every page that is remembered, in every process on every machine, and in what stands in front."

    def handle(self, *args: object, **options: object) -> None:
        """Do it."""
        record_change()
        with transaction.atomic():
            purge_soon(everything=True)
        self.stdout.write("Every page will be rendered again.")
