"""Write down the words of pages that were there before translations were recorded; derive all states, fill the memory."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page

from languages.recording import record_baselines
from languages.state import refresh_all
from languages.translating.remembering import remember_all


class Command(BaseCommand):
    """Safe to run again: what is recorded stays. Live translations are taken to be up to date."""

    help = "Record the words of live pages that have none recorded; live translations are taken to be up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--dry-run`."""
        parser.add_argument("--dry-run", action="store_true", help="say how many pages it would be, and change nothing")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        """Record page by page, so that it can be stopped and begun again."""
        unknown = Page.objects.live().filter(depth__gt=1, alias_of=None, revision_texts=None).order_by("path")
        self.stdout.write(f"Live pages without recorded words: {unknown.count()}.")
        if dry_run:
            return
        for page in unknown.iterator():
            with transaction.atomic():
                record_baselines(page)
        self.stdout.write(f"Pages whose states were derived: {refresh_all()}.")
        self.stdout.write("Translations remembered: {} pages, {} texts.".format(*remember_all()))
