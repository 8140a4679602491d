"""A row of the worksheet as a person sees it: with what was typed, what changed, and everything that helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from languages.translating.glossary import Use, terms_in, uses
from languages.translating.memory import Suggestion, suggestions_for
from languages.translating.rows import OUTSTANDING, Choice, Row, RowState
from languages.translating.saving import faults_of, shown_words
from languages.translating.segments import plain
from languages.translating.word_differences import Part, difference
from languages.translating.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the `value` of its input. `theirs` are somebody else's newer words, `live` what readers read now."""

    row: Row
    value: str
    original: str
    faults: tuple[str, ...] = ()
    changed: list[Part] = field(default_factory=list)
    reviewed: list[Part] = field(default_factory=list)
    theirs: str = ""
    suggestions: list[tuple[Suggestion, str, str]] = field(default_factory=list)
    terms: list[Use] = field(default_factory=list)
    next_key: str = ""

    @property
    def is_outstanding(self) -> bool:
        """Whether somebody has to look at it."""
        return self.row.state in OUTSTANDING

    @property
    def may_be_confirmed(self) -> bool:
        """Whether the words may be said to be right as they are."""
        return self.row.state in (RowState.CHECK, RowState.MACHINE)

    @property
    def rows(self) -> int:
        """How many lines the input begins with; 1 for a short text."""
        longest = max(len(self.value), len(self.original))
        return max(2, longest // 55 + 1) if self.row.place.is_long or self.row.segment.is_rich or longest > 80 else 1


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice with its input as HTML, and what is wrong with what was typed."""

    choice: Choice
    html: str
    original: Any
    fault: str = ""


def lines_of(
    worksheet: Worksheet,
    language: str,
    *,
    typed: Mapping[str, str] | None = None,
    theirs: Mapping[str, str] | None = None,
    live: Mapping[str, str] | None = None,
) -> list[Line]:
    """Return a line for each row; `typed` are words that were not saved, `live` what readers read, both by row."""
    suggested, terms = suggestions_for(worksheet), terms_in(language)
    following = _next_keys(worksheet.rows)
    return [
        _line(
            row,
            (typed or {}).get(row.key),
            (theirs or {}).get(row.key, ""),
            (live or {}).get(row.key),
            suggested,
            terms,
            key,
        )
        for row, key in zip(worksheet.rows, following, strict=True)
    ]


def _line(
    row: Row,
    typed: str | None,
    theirs: str,
    live: str | None,
    suggested: Mapping[str, list[Suggestion]],
    terms: Iterable[Any],
    next_key: str,
) -> Line:
    text = row.text if typed is None else typed
    return Line(
        row=row,
        value=shown_words(row, text),
        original=shown_words(row, row.segment.text),
        faults=row.faults if typed is None else faults_of(row, text),
        changed=difference(row.earlier, row.segment.text) if row.earlier else [],
        reviewed=difference(live, text) if live is not None and live != text else [],
        theirs=shown_words(row, theirs) if theirs else "",
        suggestions=[(one, plain(one.source), shown_words(row, one.text)) for one in suggested.get(row.key, ())],
        terms=uses(terms, row.segment.text, text),
        next_key=next_key,
    )


def _next_keys(rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield for each row the key of the next one somebody has to look at, '' after the last."""
    waiting = [number for number, row in enumerate(rows) if row.state in OUTSTANDING]
    for number in range(len(rows)):
        yield next((rows[later].key for later in waiting if later > number), "")


def by_part(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines under the field of the page they stand in, in their order."""
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(line.row.place.part, []).append(line)
    return list(parts.items())
