"""The translation memory: how the same words, or nearly the same, were translated before.

Only pages readers can read are remembered from: what stands in drafts, or was taken down, is suggested to nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from languages.translating.rows import OUTSTANDING, Row
from languages.translating.segments import plain
from languages.translating.sheet import Sheet

NEAR = 0.75  # how alike words must be to be suggested; 1 is the same
AT_MOST = 2  # suggestions for one text
REMEMBERED = 20_000  # translations looked at, the newest
COMPARED = 8  # candidates compared closely for one text


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation (`text`) of words (`source`) that are like those to translate, `likeness` from 0 to 1."""

    source: str
    text: str
    likeness: float

    @property
    def percent(self) -> int:
        """The likeness in whole per cent, never rounded up to a hundred."""
        return int(self.likeness * 100)


def remembered(source_locale: int, target_locale: int) -> list[tuple[str, str]]:
    """Return pairs of words and their checked translations on live pages, newest first, in one query."""
    live = Page.objects.live().filter(locale_id=target_locale).values("translation_key")
    rows = StringTranslation.objects.filter(
        locale_id=target_locale,
        translation_of__locale_id=source_locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        context__object_id__in=live,
    ).order_by("-updated_at")
    return list(rows.values_list("translation_of__data", "data")[:REMEMBERED])


def suggestions_for(sheet: Sheet) -> dict[str, list[Suggestion]]:
    """Return suggestions by the key of a row, best first, for the rows somebody still has to look at."""
    rows = [row for row in sheet.rows if row.state in OUTSTANDING]
    if not rows:
        return {}
    memory = Memory(remembered(sheet.source.page.locale_id, sheet.target.page.locale_id))
    return {row.key: found for row in rows if (found := memory.like(row))}


class Memory:
    """Pairs of words and translations, found by the words they share."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = list(dict.fromkeys(pairs))
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for number, (source, _text) in enumerate(self.pairs):
            for word in _words(source):
                self.by_word[word].append(number)

    def like(self, row: Row) -> list[Suggestion]:
        """Return what is like the words of a row, without what the row says already."""
        wanted = row.segment.text
        found = [
            Suggestion(source, text, ratio)
            for source, text in (self.pairs[number] for number in self._candidates(wanted))
            if text != row.text and (ratio := _likeness(wanted, source)) >= NEAR
        ]
        best = sorted(found, key=lambda one: -one.likeness)
        return list({one.text: one for one in reversed(best)}.values())[::-1][:AT_MOST]

    def _candidates(self, wanted: str) -> list[int]:
        """Return the numbers of the pairs that share most words with `wanted`, relative to their length."""
        words = _words(wanted)
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            for number in self.by_word.get(word, ()):
                shared[number] += 1
        score = {number: count / len(words | _words(self.pairs[number][0])) for number, count in shared.items()}
        return sorted(score, key=lambda number: -score[number])[:COMPARED]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text).casefold()))


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
