"""A field of a desk, declared once: form, saving, merging, warnings, consent, review and differences follow from it.

A thing that is written at a desk is a frozen dataclass whose fields are each given their default and a `Declaration`. What it holds
is words, one choice, or several choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cache
from typing import Final, TypeVar

from django.utils.functional import Promise

from home.text_uses import TextUse

Value = str | tuple[str, ...]
"""What a field holds: words or the value of one choice, or the values of several, sorted."""
Text = str | Promise
Choices = Iterable[tuple[str, Text]]
T = TypeVar("T")

_KEY: Final = "declaration"


class Control(Enum):
    """What a field is filled in with."""

    LINE = "line"
    SHORT = "a few lines"
    TEXT = "text"
    SELECT = "select"
    RADIOS = "radios"
    BOXES = "boxes"


class Merging(Enum):
    """What happens when two people change a field at once: who changes other sentences than the other keeps both, or the whole is asked about."""

    WHOLE = "whole"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What is known of a field.

    `part` is the part of the form that notes and differences speak of. `missing` says what to do where the field is empty and must
    not be when the whole is sent. `use` is what becomes of its words; a choice has none. `told` turns a value into words.
    """

    label: Text
    help_text: Text = ""
    part: str = ""
    control: Control = Control.LINE
    limit: int = 0
    choices: Callable[[], Choices] | None = None
    missing: Text = ""
    example: Text = ""
    merging: Merging = Merging.WHOLE
    use: TextUse | None = None
    told: Callable[[Value], str] = str

    @property
    def is_text(self) -> bool:
        """Whether it takes words of the writer's own."""
        return self.use is not None


def declared(default: T, declaration: Declaration) -> T:
    """Return the default of a dataclass's field, which carries its declaration."""
    return field(default=default, metadata={_KEY: declaration})  # type: ignore[return-value]  # as `dataclasses.field` itself is typed


@cache
def declarations(kind: type) -> Mapping[str, Declaration]:
    """Return what a dataclass declares of its fields, in their order; fields without a declaration are left out."""
    return {one.name: one.metadata[_KEY] for one in fields(kind) if _KEY in one.metadata}


@cache
def texts(kind: type) -> Mapping[str, Declaration]:
    """Return the declared fields of a dataclass that take words."""
    return {name: declaration for name, declaration in declarations(kind).items() if declaration.is_text}
