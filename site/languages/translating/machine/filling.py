"""Filling in what is missing with what a service says, where it can stand on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from languages.locales import locale_code
from languages.translating.machine.translation_services import Service, nonsense
from languages.translating.rows import Row, RowState
from languages.translating.saving import faults_of
from languages.translating.segments import from_plain, plain, tidy_html
from languages.translating.worksheet import Worksheet

BATCH = 40  # texts in one question: DeepL takes 50


@dataclass(frozen=True, slots=True)
class Filled:
    """Words by the key of a row, and how many answers could not be used."""

    words: dict[str, str]
    refused: int


def missing_rows(worksheet: Worksheet) -> list[Row]:
    """Return the rows a machine may fill in: those without any words."""
    return [row for row in worksheet.rows if row.state == RowState.MISSING]


def fill(worksheet: Worksheet, service: Service) -> Filled:
    """Ask `service` for what is missing; raises `ServiceError`. An answer with faults is left out, never put right."""
    source, target = locale_code(worksheet.source.page.locale_id), locale_code(worksheet.target.page.locale_id)
    words: dict[str, str] = {}
    rows = missing_rows(worksheet)
    for part in _parts(rows):
        answers = service.translate([row.segment.text for row in part], source, target)
        for row, answer in zip(part, answers, strict=True):
            text = tidy_html(answer) if row.segment.is_rich else from_plain(plain(answer))
            if text and not faults_of(row, answer if row.segment.is_rich else text):
                words[row.key] = text
    if rows and not words:
        raise nonsense()
    return Filled(words, len(rows) - len(words))


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
