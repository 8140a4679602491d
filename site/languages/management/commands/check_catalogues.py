"""Say whether the catalogues hold every word of code and templates, and whether Welsh is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from languages.catalogue_comparison import collected_anew, uncollected, unfinished
from languages.catalogues import catalogues

WHOLE = ("cy",)
"""Languages in which nothing may be missing: what is published in English is published in them."""


class Command(BaseCommand):
    """Changes nothing. What is missing in a language that need not be whole is counted, and no fault."""

    help = "Fail if a catalogue lacks words of the code, or Welsh is fuzzy or missing. Needs gettext."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Compare; raises `CommandError` with a line for each fault, and without gettext."""
        if not shutil.which("xgettext"):
            raise CommandError("gettext is needed to collect messages. Debian: apt-get install gettext")
        faults = not_collected(Path(settings.BASE_DIR))
        for catalogue in catalogues():
            found = unfinished(catalogue)
            if catalogue.parts[-3] in WHOLE:
                faults += found.faults()
            self.stdout.write(str(found))
        if faults:
            raise CommandError("\n".join(faults))


def not_collected(project: Path) -> list[str]:
    """Return a line for each catalogue of `project` that collecting would change; raises `CommandError` if that fails."""
    with collected_anew(project) as copy:
        paths = [path.relative_to(copy) for path in catalogues(copy / "locale")]
        changes = {path: uncollected(project / path, copy / path) for path in paths}
    return [f"{path}: run `make messages`: {found}" for path, found in changes.items() if found]
