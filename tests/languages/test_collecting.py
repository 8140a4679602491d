"""Collecting the words of code: nothing a translator wrote is lost, and what is unfinished is told apart from what is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from languages.catalogue_comparison import uncollected, unfinished
from languages.catalogues import compiled

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
OLD = "Nobody has sent a story from here yet, so the table is empty."
NEW = "Nobody has sent a story from here yet, and the table is empty."
WELSH = "Does neb wedi anfon stori oddi yma eto, felly mae'r bwrdd yn wag."


@pytest.fixture
def catalogue(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Welsh catalogue of a project of one sentence, which is translated."""
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    path = tmp_path / "locale" / "cy" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'{HEADER}msgid "{OLD}"\nmsgstr "{WELSH}"\n', "utf-8")
    return path


def collect(sentence: str) -> None:
    """Collect the words of a project that says nothing but `sentence`."""
    Path("code.py").write_text(f"_({sentence!r})\n", "utf-8")
    call_command("makemessages", locale=["cy"], verbosity=0)


def entry(catalogue: Path, english: str) -> polib.POEntry:
    """Return the entry of `english`, also one that is no longer used."""
    found = polib.pofile(str(catalogue)).find(english, include_obsolete_entries=True)
    assert found is not None
    return found


def test_a_reworded_sentence_keeps_its_translation_as_fuzzy(catalogue: Path) -> None:
    collect(NEW)
    found = entry(catalogue, NEW)
    assert found.fuzzy
    assert (found.msgstr, found.previous_msgid) == (WELSH, OLD)
    assert WELSH.encode() not in compiled(catalogue), "nobody reads it before somebody has looked at it"
    assert unfinished(catalogue).fuzzy == [NEW]


def test_a_sentence_that_is_gone_keeps_its_translation_and_gets_it_back(catalogue: Path) -> None:
    collect("Something else altogether")
    assert entry(catalogue, OLD).obsolete
    assert unfinished(catalogue).missing == ["Something else altogether"]
    collect(OLD)
    assert (entry(catalogue, OLD).msgstr, entry(catalogue, OLD).fuzzy) == (WELSH, False)


def test_collecting_again_changes_nothing(catalogue: Path) -> None:
    collect(OLD)
    before = catalogue.read_bytes()
    collect(OLD)
    assert catalogue.read_bytes() == before
    assert b"POT-Creation-Date" not in before


def test_faults_say_what_to_do(catalogue: Path) -> None:
    before = catalogue.with_name("before.po")
    shutil.copy(catalogue, before)
    collect(NEW)
    assert f"new “{NEW}”; no longer used “{OLD}”" == uncollected(before, catalogue)
    (fault,) = unfinished(catalogue).faults()
    assert f"fuzzy: correct the translation, then remove its `fuzzy` and its old English: “{NEW}”" in fault
    assert unfinished(before).faults() == []


def test_the_check_fails_on_fuzzy_welsh(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collect(NEW)
    monkeypatch.setattr("languages.management.commands.check_catalogues.not_collected", lambda project: [])
    with pytest.raises(CommandError, match="fuzzy: correct the translation"):
        call_command("check_catalogues")


def test_the_check_counts_what_another_language_lacks(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    collect("Something else altogether")
    catalogue.parents[1].rename(catalogue.parents[2] / "ga")
    monkeypatch.setattr("languages.management.commands.check_catalogues.not_collected", lambda project: [])
    call_command("check_catalogues")
    assert capsys.readouterr().out == "ga: 0 fuzzy, 1 missing\n"
