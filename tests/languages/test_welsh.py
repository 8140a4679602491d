"""LANGUAGES, Welsh: the rules that the catalogue and the formats can break."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import ngettext

CATALOGUES = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def test_rule_1_every_message_has_welsh() -> None:
    catalogue = polib.pofile(str(Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]] == []
    assert len(catalogue) > 500


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_their_placeholders(path: Path) -> None:
    for entry in polib.pofile(str(path)).translated_entries():
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            allowed = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
            assert set(PLACEHOLDER.findall(text)) <= allowed, text
            if entry.msgstr:
                assert set(PLACEHOLDER.findall(text)) == allowed, text


def test_rule_7_july_is_spelt_right() -> None:
    with translation.override("cy"):
        assert formats.date_format(date(2026, 7, 14), "DATE_FORMAT") == "14 Gorffennaf 2026"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0 canlyniad"),
        (1, "1 canlyniad"),
        (2, "2 ganlyniad"),
        (3, "3 chanlyniad"),
        (6, "6 chanlyniad"),
        (8, "8 canlyniad"),
        (11, "11 canlyniad"),
    ],
)
def test_rule_8_six_plural_forms(number: int, expected: str) -> None:
    with translation.override("cy"):
        assert ngettext("%(number)s result", "%(number)s results", number) % {"number": number} == expected


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_dates_are_day_first_in_every_language(code: str) -> None:
    with translation.override(code):
        shown = formats.date_format(date(2026, 11, 14), "DATE_FORMAT")
    assert shown.startswith("14 ")
    assert shown.endswith(" 2026")
