"""Message catalogues: compiled without gettext's tools, and compiled afresh whenever they change."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from languages.catalogues import catalogues, compiled, compiled_path, is_stale
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


@pytest.mark.parametrize("path", list(catalogues()), ids=lambda path: path.parts[-3])
def test_committed_catalogues_are_compiled(path: Path) -> None:
    assert not is_stale(path), "run `make messages`"


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


def test_check_fails_until_compiled(catalogue: Path) -> None:
    with pytest.raises(CommandError, match="make messages"):
        call_command("compile_catalogues", "--check")
    assert not compiled_path(catalogue).exists()
    call_command("compile_catalogues")
    call_command("compile_catalogues", "--check")


def test_broken_catalogue_is_named(catalogue: Path) -> None:
    catalogue.write_text('msgid "Stories\nmsgstr', "utf-8")
    with pytest.raises(CommandError, match=r"django\.po"):
        call_command("compile_catalogues")
