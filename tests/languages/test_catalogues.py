"""Message catalogues: compiled without gettext's tools, and compiled afresh whenever they change."""

from __future__ import annotations

import gettext
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from languages.catalogues import catalogues, compile_stale, compiled, compiled_path, is_stale
from languages.checks import catalogues_are_compiled
from languages.configured import DEFAULT_LANGUAGE, LANGUAGES

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\\n"

msgid "Stories"
msgstr "Straeon"

#, fuzzy
msgid "Partners"
msgstr "Straeon"

msgid "%(count)s dog"
msgid_plural "%(count)s dogs"
msgstr[0] "dim cŵn"
msgstr[1] "un ci"
msgstr[2] "dau gi"
msgstr[3] "tri chi"
msgstr[4] "chwe chi"
msgstr[5] "%(count)s ci"
"""


@pytest.fixture
def catalogue(tmp_path: Path, settings: LazySettings) -> Path:
    """The only catalogue of the project, in Welsh, not compiled yet."""
    path = tmp_path / "cy" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, "utf-8")
    settings.LOCALE_PATHS = [tmp_path]
    return path


def test_every_language_but_the_source_has_a_catalogue() -> None:
    assert {path.parts[-3] for path in catalogues()} == {one.code for one in LANGUAGES if one != DEFAULT_LANGUAGE}


def test_compiled_catalogue_speaks_and_leaves_fuzzy_words_out(catalogue: Path) -> None:
    words = gettext.GNUTranslations(BytesIO(compiled(catalogue)))
    assert words.gettext("Stories") == "Straeon"
    assert words.gettext("Partners") == "Partners"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "dim cŵn"), (1, "un ci"), (2, "dau gi"), (3, "tri chi"), (6, "chwe chi"), (11, "11 ci")]
)
def test_compiled_catalogue_keeps_six_plural_forms(catalogue: Path, count: int, words: str) -> None:
    catalogue_of_words = gettext.GNUTranslations(BytesIO(compiled(catalogue)))
    assert catalogue_of_words.ngettext("%(count)s dog", "%(count)s dogs", count) % {"count": count} == words


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(catalogue: Path) -> None:
    assert [one.id for one in catalogues_are_compiled()] == ["languages.W001"]
    assert compile_stale() == [catalogue]
    assert catalogues_are_compiled() == []
    assert compile_stale() == []
    os.utime(catalogue, (compiled_path(catalogue).stat().st_mtime + 1,) * 2)
    assert is_stale(catalogue)


@pytest.mark.parametrize(
    "line",
    [
        "nplurals=INTEGER; plural=EXPRESSION;",  # what `makemessages` writes for a language that Django does not know
        "nplurals=2; plural=(n != 1",
        "nplurals=2; plural=import os",
        "",
    ],
)
def test_a_plural_line_that_is_not_filled_in_is_refused_in_words(catalogue: Path, line: str) -> None:
    somali = catalogue.parents[2] / "so" / "LC_MESSAGES" / "django.po"
    somali.parent.mkdir(parents=True)
    somali.write_text(re.sub(r"nplurals=6.*?;\\n", lambda _found: line + "\\n", PO), "utf-8")
    with pytest.raises(CommandError, match=r"so/LC_MESSAGES/django\.po: its plural line is not filled in"):
        call_command("compile_catalogues")
    assert not compiled_path(somali).exists()
    assert not compiled_path(catalogue).exists()


def test_broken_catalogue_is_named(catalogue: Path) -> None:
    catalogue.write_text('msgid "Stories\nmsgstr', "utf-8")
    with pytest.raises(CommandError, match=r"django\.po"):
        call_command("compile_catalogues")
