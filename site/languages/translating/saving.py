"""Saving a translation as a draft: everything that was typed is kept, also what cannot go on the page yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from wagtail.models import Page, Revision

from compat.wagtail import require_free_slug
from languages.models.revision_text import TranslationKind
from languages.recording import record_translation
from languages.translating.assembling import compose
from languages.translating.engine_records import Record, Recorder
from languages.translating.faults import faults_in
from languages.translating.models import Work
from languages.translating.overridable_values import save_choices
from languages.translating.rows import Row, RowState
from languages.translating.segments import from_plain, plain, tidy_html
from languages.translating.sources import Original
from languages.translating.worksheet import Worksheet

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: words by the key of a row (HTML fragments), rows confirmed as they are, choices by path.

    A row that is not in `words` was not touched. `machine` names the service the words came from, if no person typed them.
    `taken_out` are the ids of blocks only the translation had, which are to go.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    choices: Mapping[str, Any] = field(default_factory=dict)
    slug: str = ""
    taken_out: frozenset[str] = frozenset()
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row: the words typed, what is wrong with them, and whether somebody stands for them now."""

    row: Row
    text: str
    faults: tuple[str, ...]
    is_changed: bool
    is_confirmed: bool

    @property
    def on_page(self) -> str:
        """What the page says: what was typed, or what it said before while there is something wrong."""
        return self.row.on_page if self.faults else self.text


def typed_words(row: Row, value: str) -> str:
    """Return what was typed into the input of a row as an HTML fragment."""
    value = value.replace("\r\n", "\n").strip()
    if not row.segment.is_rich:
        return from_plain(value)
    return tidy_html(value) if not faults_of(row, value) else value


def shown_words(row: Row, text: str) -> str:
    """Return an HTML fragment as the input of a row shows it: the reverse of `typed_words`."""
    return text if row.segment.is_rich else plain(text)


def faults_of(row: Row, text: str) -> tuple[str, ...]:
    """Return what is wrong with `text` in the place of a row."""
    if not text:
        return ()
    segment = row.segment
    source = segment.text if not row.is_optional else text
    return tuple(faults_in(source, text, is_rich=segment.is_rich, limit=row.place.limit))


def outcomes(worksheet: Worksheet, typed: Typed) -> list[Outcome]:
    """Return what becomes of each row of the worksheet."""
    return [_outcome(row, typed) for row in worksheet.rows]


def _outcome(row: Row, typed: Typed) -> Outcome:
    text = typed.words.get(row.key, row.text)
    changed = text != row.text
    return Outcome(row, text, faults_of(row, text), changed, row.key in typed.confirmed)


def composed(worksheet: Worksheet, typed: Typed) -> Page:
    """Return the translation as it would be with what was typed; nothing is saved. The worksheet is used up."""
    results = outcomes(worksheet, typed)
    own = {choice.variable.path: choice.own for choice in worksheet.choices if choice.own is not None}
    own = {path: value for path, value in {**own, **typed.choices}.items() if value is not None}
    kept = [left for left in worksheet.leftovers if left.id not in typed.taken_out]
    words = {result.row.key: result.on_page for result in results if not result.row.is_optional}
    page = compose(worksheet.source, worksheet.target.page, words, own, kept)
    for result in results:
        if result.row.is_optional:
            setattr(page, result.row.segment.field_name, plain(result.on_page))
    page.slug = slugify(typed.slug, allow_unicode=True) or page.slug
    return page


def save(worksheet: Worksheet, typed: Typed, original: Original, by: User | None) -> Revision:
    """Save the draft and what it was translated from; return its revision. Call it inside a transaction.

    Raises `ValidationError` when another page has the address.
    """
    results = outcomes(worksheet, typed)
    page = composed(worksheet, typed)
    if page.live:
        require_free_slug(page)
    else:
        page.save()
    revision = page.save_revision(user=by, clean=False, log_action=True)
    recorder = Recorder(original.page, page.locale_id, by)
    for result in results:
        _record(recorder, result, typed.machine)
    own = {choice.variable.path: choice.own for choice in worksheet.choices}
    save_choices(recorder, {**own, **typed.choices}, by)
    Work.objects.update_or_create(page_id=page.pk, defaults={"person": by})
    record_translation(page, source_revision=original.revision, kind=kind_after(results, typed.machine), by=by)
    return revision


def _record(recorder: Recorder, result: Outcome, machine: str) -> None:
    """Keep what a row was translated from; a row that nobody touched keeps what is known of it."""
    row, segment = result.row, result.row.segment
    if row.is_optional:
        return
    if not result.text:
        if row.text:
            recorder.forget(segment.path, segment.text)
    elif result.is_changed or result.is_confirmed or row.state == RowState.FAULTY:
        tool = machine or row.tool
        record = Record(segment.text, result.text, bool(machine) and result.is_changed, tool, bool(result.faults))
        recorder.keep(segment.path, record)
    elif row.state != RowState.MACHINE:
        recorder.keep(segment.path, Record(row.earlier or segment.text, result.text, tool=row.tool))


def kind_after(results: Iterable[Outcome], machine: str) -> TranslationKind:
    """Return how the translation as a whole came about: by people, or with a machine's help, checked or not."""
    rows = list(results)
    unchecked = any(_is_unchecked(result, machine) for result in rows)
    if unchecked:
        return TranslationKind.MACHINE_UNCHECKED
    return (
        TranslationKind.MACHINE_CHECKED
        if any(result.row.tool for result in rows if result.text)
        else TranslationKind.PERSON
    )


def _is_unchecked(result: Outcome, machine: str) -> bool:
    if result.is_changed:
        return bool(machine and result.text)
    return result.row.state == RowState.MACHINE and not result.is_confirmed
