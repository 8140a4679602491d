"""What a worksheet was sent with: words, confirmations and choices, told apart by the beginnings of their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from languages.translating.overridable_values import chosen
from languages.translating.rows import Row
from languages.translating.saving import Typed, typed_words
from languages.translating.worksheet import Worksheet

WORDS, CONFIRMED, CHOICE, OUT = "w-", "ok-", "v-", "out-"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. `faults` are of choices, by key; `unplaced` are words whose text the original does not have any more."""

    typed: Typed
    faults: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)


def read(data: QueryDict, worksheet: Worksheet, person: Any) -> Sent:
    """Return what was sent about `worksheet`."""
    known = {row.key: row for row in worksheet.rows}
    given = {name.removeprefix(WORDS): value for name, value in data.items() if name.startswith(WORDS)}
    words = {key: typed_words(known[key], str(value)) for key, value in given.items() if key in known}
    unplaced = [str(value) for key, value in given.items() if key not in known and str(value).strip()]
    choices, faults = _choices(data, worksheet, person)
    typed = Typed(
        words=words,
        confirmed=_names(data, CONFIRMED),
        choices=choices,
        slug=data.get("slug", ""),
        taken_out=_names(data, OUT),
    )
    return Sent(typed, faults, unplaced)


def words_in(data: QueryDict) -> list[str]:
    """Return all words that were sent, for when there is nothing left they could belong to."""
    return [str(value) for name, value in data.items() if name.startswith(WORDS) and str(value).strip()]


def unsaved(sent: Sent, rows: tuple[Row, ...]) -> dict[str, str]:
    """Return the words that were sent, by row, for showing them again."""
    return {row.key: sent.typed.words[row.key] for row in rows if row.key in sent.typed.words}


def _names(data: QueryDict, beginning: str) -> frozenset[str]:
    return frozenset(name.removeprefix(beginning) for name in data if name.startswith(beginning))


def _choices(data: QueryDict, worksheet: Worksheet, person: Any) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for choice in worksheet.choices:
        name = f"{CHOICE}{choice.variable.key}"
        if name not in data:
            continue
        try:
            values[choice.variable.path] = chosen(choice, str(data[name]), person)
        except ValidationError as error:
            faults[choice.variable.key] = " ".join(error.messages)
    return values, faults
