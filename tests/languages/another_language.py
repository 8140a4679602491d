"""A process of its own with one language more, as if it had been added: prints what readers of it get, as JSON.

The configured languages are read when modules are imported, so a test cannot add one to its own process. Run as
`python -m tests.languages.another_language FOLDER` with the folder of a catalogue beside the project's.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from typing import Any

ARABIC = ("ar", "العربية", "Arabic", "rtl")
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n%100>=3 && n%100<=10) ? 3 : (n%100>=11) ? 4 : 5;\\n"

msgid "Search"
msgstr "بحث"
"""
PATHS = (
    "/ar/",
    "/ar/stories/",
    "/ar/partners/",
    "/ar/search/?q=x",
    "/ar/nowhere/",
    "/ar/en/stories/first/",
    "/en/",
    "/ur/",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a process with one language more saw."""

    migrations: str
    groups: list[str]
    date: str
    pages: dict[str, tuple[int, str]]


def add_language(folder: Path) -> None:
    """Do the two things that adding a language takes: a line of `languages.configured`, and a catalogue."""
    from languages import configured

    language = configured.Language(*ARABIC)  # type: ignore[arg-type]  # "rtl" is one of the two directions
    configured.LANGUAGES = (*configured.LANGUAGES, language)
    configured._BY_CODE[language.code] = language
    from django.conf import settings

    from languages.catalogues import compiled, compiled_path

    catalogue = folder / "ar" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(PO, "utf-8")
    compiled_path(catalogue).write_bytes(compiled(catalogue))
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]


def look() -> Seen:
    """Return what there is: migrations to be made, groups, a date, pages by address."""
    from datetime import date

    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.test import Client
    from django.utils import formats, translation

    from home.translator_groups import ensure_translator_groups
    from tests.factories import build_site, make_story

    told = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=told)
    tree = build_site("en", "ar")
    make_story(tree.stories["en"], slug="first")
    ensure_translator_groups()
    client = Client()
    answers = {path: client.get(path) for path in PATHS}
    with translation.override("ar"):
        day = formats.date_format(date(2026, 11, 14), "DATE_FORMAT")
    groups = sorted(Group.objects.values_list("name", flat=True))
    pages = {path: (answer.status_code, answer.content.decode()) for path, answer in answers.items()}
    return Seen(told.getvalue(), groups, day, pages)


def main(folder: str) -> None:
    """Add the language, make a database in memory, look, and print what was seen."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ.pop("TEST_DATABASE", None)
    add_language(Path(folder))
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.migrated_template import copied

    setup_test_environment()
    creation: Any = connection.creation
    with copied(connection, kept=False):
        creation.create_test_db(verbosity=0, autoclobber=True)
    sys.stdout.write(json.dumps(asdict(look())))


if __name__ == "__main__":
    main(sys.argv[1])
