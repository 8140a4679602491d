"""Taking in a PO file: all of it or nothing, after somebody has seen what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polib
from django.utils.translation import gettext as _

from languages.translating.po import PAGE_HEADER, name_of
from languages.translating.rows import Row, RowState
from languages.translating.saving import Typed, faults_of
from languages.translating.segments import tidy_html
from languages.translating.worksheet import Worksheet

LARGEST = 1_000_000  # bytes


class RefusedFileError(Exception):
    """The file cannot be taken in; `faults` say why, to a translator, each with its line where there is one."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__(self.faults[0])


@dataclass(frozen=True, slots=True)
class Change:
    """A row that the file would change, and to what."""

    row: Row
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do: rows it changes and rows it confirms. `unknown` are its texts the original does not have (now)."""

    changes: list[Change] = field(default_factory=list)
    confirmed: list[Row] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def typed(self) -> Typed:
        """The changes as if somebody had typed them."""
        words = {change.row.key: change.text for change in self.changes}
        return Typed(words=words, confirmed=frozenset(row.key for row in self.confirmed))


def decoded(data: bytes) -> str:
    """Return the text of a file; raises `RefusedFileError` when it is too large or not UTF-8."""
    if len(data) > LARGEST:
        raise RefusedFileError([_("This file is too large to be a translation of one page.")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = _(
            "This file is not saved as UTF-8, so its letters would come out wrong. Save it as UTF-8 and try again."
        )
        raise RefusedFileError([words]) from error


def parsed(text: str) -> polib.POFile:
    """Return the file that `text` holds; raises `RefusedFileError` when it is not a PO file."""
    if "msgid" not in text or "\x00" in text:
        raise RefusedFileError([_("This is not a PO file.")])
    try:
        return polib.pofile(text, check_for_duplicates=True)
    except (OSError, ValueError) as error:
        words = _("This PO file cannot be read: %(reason)s") % {"reason": error}
        raise RefusedFileError([words]) from error


def plan(worksheet: Worksheet, text: str) -> Plan:
    """Return what the PO file `text` would change; raises `RefusedFileError` with every reason why it cannot be taken in."""
    file = parsed(text)
    _check_page(worksheet, file)
    rows = _rows_by_place(worksheet)
    entries = [entry for entry in file if not entry.obsolete and entry.msgstr.strip()]
    faults = [fault for entry in entries for fault in _faults(entry, rows)]
    if faults:
        raise RefusedFileError(faults)
    found = Plan()
    for entry in entries:
        place = (entry.msgctxt or "", entry.msgid)
        if place not in rows:
            found.unknown.append(entry.msgid)
        for row in rows.get(place, ()):
            _plan_row(found, row, entry)
    return found


def _plan_row(found: Plan, row: Row, entry: polib.POEntry) -> None:
    text = tidy_html(entry.msgstr)
    if text != row.text:
        found.changes.append(Change(row, text))
    elif row.state in (RowState.CHECK, RowState.MACHINE) and not entry.fuzzy:
        found.confirmed.append(row)


def _check_page(worksheet: Worksheet, file: polib.POFile) -> None:
    said = file.metadata.get(PAGE_HEADER, "")
    if not said:
        raise RefusedFileError(
            [_("This file does not say which page it belongs to. Export the page again and start from that.")]
        )
    if said != name_of(worksheet.target.page):
        raise RefusedFileError([_("This file belongs to another page or another language.")])


def _rows_by_place(worksheet: Worksheet) -> dict[tuple[str, str], list[Row]]:
    places: dict[tuple[str, str], list[Row]] = {}
    for row in worksheet.rows:
        if not row.is_optional:
            places.setdefault((row.segment.path, row.segment.text), []).append(row)
    return places


def _faults(entry: polib.POEntry, rows: dict[tuple[str, str], list[Row]]) -> Iterator[str]:
    """Yield what is wrong with an entry, with its line; plain texts are held to the rules of tags too, as they are HTML here."""
    from languages.translating.faults import faults_in

    for row in rows.get((entry.msgctxt or "", entry.msgid), [])[:1]:
        strict = faults_in(entry.msgid, entry.msgstr, is_rich=True)
        for fault in dict.fromkeys([*strict, *faults_of(row, entry.msgstr)]):
            yield _("Line %(line)d: %(fault)s") % {"line": entry.linenum, "fault": fault}
