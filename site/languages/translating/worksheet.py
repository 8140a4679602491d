"""The worksheet a translator works on: every text of the original beside what the translation says, and how they stand.

The page is the truth: what its draft says is the translation, whoever wrote it and wherever. The records tell what it was
translated from. `docs/decisions/translations.md` has the rules of the states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from wagtail.models import Page

from languages.translating.engine_records import Record, Records
from languages.translating.faults import faults_in
from languages.translating.overridable_values import Own, choices_of
from languages.translating.pairing import Leftover, Pairs, pair
from languages.translating.rows import OUTSTANDING, Choice, Row, RowState
from languages.translating.segment_labels import OPTIONAL, place_of
from languages.translating.segments import Content, Segment, content_of, digest


@dataclass(frozen=True, slots=True)
class Worksheet:
    """An original (`source`) and its translation (`target`), taken apart and laid side by side."""

    source: Content
    target: Content
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    records: Records = field(default_factory=dict)

    @property
    def outstanding(self) -> list[Row]:
        """The rows somebody still has to look at."""
        return [row for row in self.rows if row.state in OUTSTANDING]

    @property
    def words_outstanding(self) -> int:
        """How many words of the original they have."""
        return sum(row.segment.words for row in self.outstanding)

    @property
    def words(self) -> int:
        """How many words the original has."""
        return sum(row.segment.words for row in self.rows)

    def counts(self) -> dict[RowState, int]:
        """Return the number of rows in each state."""
        return {state: sum(row.state == state and not row.is_optional for row in self.rows) for state in RowState}


def lay_out(source: Page, target: Page, records: Records, own: Own, older: Page | None = None) -> Worksheet:
    """Return the worksheet of `target`, a translation of `source`; `older` is the original as the translation was last made from.

    All three are specific pages as a revision has them; `own` is what the language chose for itself. Nothing is written.
    """
    new, old = content_of(source), content_of(older) if older is not None else None
    now = content_of(target)
    pairs = pair(source, target)
    found = _counterparts(new, now, pairs, records, _by_place(old))
    rows = [
        _row(segment, source, target, found.get(segment.key, ""), records, _old_words(segment, new, old))
        for segment in new.texts
    ]
    rows += _optional_rows(new, now)
    choices = choices_of(new, now, pairs, own, is_by_hand=not records)
    return Worksheet(new, now, tuple(rows), tuple(choices), pairs.leftovers, records)


def _by_place(content: Content | None) -> dict[tuple[str, int], str]:
    return {(one.path, one.index): one.text for one in content.texts} if content else {}


def _grouped(texts: Iterable[Segment]) -> dict[str, list[Segment]]:
    groups: dict[str, list[Segment]] = {}
    for one in texts:
        groups.setdefault(one.path, []).append(one)
    return groups


def _counterparts(
    new: Content, now: Content, pairs: Pairs, records: Records, old: Mapping[tuple[str, int], str]
) -> dict[str, str]:
    """Return what the translation says for each text of the original, by its key."""
    said: dict[str, list[Segment]] = {}
    for one in now.texts:
        said.setdefault(pairs.path_in_original(one.path), []).append(one)
    found: dict[str, str] = {}
    for path, wanted in _grouped(new.texts).items():
        ours = said.get(path, [])
        made_from = [_made_from(one, path, records, old) for one in ours]
        for theirs, index in _aligned([one.text for one in wanted], made_from):
            found[wanted[theirs].key] = ours[index].text
    return found


def _made_from(one: Segment, path: str, records: Records, old: Mapping[tuple[str, int], str]) -> str:
    """Return the words of the original that a text of the translation was made from, '' if nobody knows."""
    known = next((record.source for record in records.get(path, ()) if record.text == one.text), "")
    return known or old.get((path, one.index), "")


def _aligned(wanted: Sequence[str], made_from: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Yield which text of the original goes with which of the translation, in one place of the page.

    Texts made from words the original still has go with them; what stands between two of those is paired in its order.
    """
    matcher = SequenceMatcher(None, wanted, made_from, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            yield from zip(range(a1, a2), range(b1, b2), strict=False)


def _old_words(segment: Segment, new: Content, old: Content | None) -> str:
    """Return what the original said in the place of `segment` before, '' if that is not known."""
    if old is None:
        return ""
    wanted = [one for one in new.texts if one.path == segment.path]
    before = [one.text for one in old.texts if one.path == segment.path]
    for theirs, index in _aligned([one.text for one in wanted], before):
        if wanted[theirs].key == segment.key:
            return before[index]
    return ""


def _row(segment: Segment, source: Page, target: Page, on_page: str, records: Records, old_words: str) -> Row:
    place = place_of(source, segment.path)
    known = records.get(segment.path, [])
    typed = next((one for one in known if one.source == segment.text and one.is_faulty), None)
    row = Row(segment, place, on_page, on_page, RowState.DONE)
    if typed is not None:
        faults = faults_in(segment.text, typed.text, is_rich=segment.is_rich, limit=place.limit)
        if faults:
            return replace(row, text=typed.text, state=RowState.FAULTY, faults=tuple(faults))
    if not on_page or _is_borrowed_title(segment, target, on_page, known):
        return replace(row, text="", on_page="", state=RowState.MISSING)
    return _judged(row, [one for one in known if not one.is_faulty], old_words)


def _is_borrowed_title(segment: Segment, target: Page, on_page: str, known: list[Record]) -> bool:
    """Say whether a draft only bears the title of its original because every page has to have one."""
    borrowed = segment.path == "title" and on_page == segment.text and not target.first_published_at
    return borrowed and not any(one.text == on_page for one in known)


def _judged(row: Row, known: list[Record], old_words: str) -> Row:
    """Return the row with its state: by the record of these very words, else by what the original said before."""
    wanted = row.segment.text
    exact = next((one for one in known if one.source == wanted and one.text == row.text), None)
    if exact is not None:
        return replace(row, state=RowState.MACHINE if exact.is_machine else RowState.DONE, tool=exact.tool)
    earlier = next((one for one in known if one.text == row.text), None)
    if earlier is not None:
        return replace(row, state=RowState.CHECK, earlier=earlier.source, tool=earlier.tool)
    if any(one.source == wanted for one in known):  # somebody changed the words in the page editor since
        return row
    made_from = known[0].source if known else old_words
    return replace(row, state=RowState.CHECK, earlier=made_from) if made_from and made_from != wanted else row


def _optional_rows(new: Content, now: Content) -> list[Row]:
    """Return the inputs that the original leaves empty and a translation may fill in: a short name, what searches show."""
    rows = []
    for name in OPTIONAL:
        if hasattr(new.page, name) and not getattr(new.page, name):
            said = next((one.text for one in now.texts if one.path == name), "")
            segment = Segment(name, 0, "", False, digest(name))
            rows.append(Row(segment, place_of(new.page, name), said, said, RowState.DONE))
    return rows
