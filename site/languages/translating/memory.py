"""The translation memory: how the same words, or nearly the same, were translated before.

Only pages readers can read are remembered from: what stands in drafts, or was taken down, is suggested to nobody.
`languages.translating.remembering` fills it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from compat.localize import text_hash
from languages.translating.rows import OUTSTANDING, Row
from languages.translating.worksheet import Worksheet

NEAR = 0.75  # how alike words must be to be suggested; 1 is the same
AT_MOST = 2  # suggestions for one text
REMEMBERED = 20_000  # translations looked at for what is nearly the same, the newest
SHARING = 300  # candidates for one text, those that share its rarest words
COMPARED = 8  # candidates compared letter by letter for one text

Pair = tuple[str, str]


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


def suggestions_for(worksheet: Worksheet) -> dict[str, list[Suggestion]]:
    """Return suggestions by the key of a row, best first, for the rows somebody still has to look at; in two queries."""
    rows = [row for row in worksheet.rows if row.state in OUTSTANDING]
    if not rows:
        return {}
    known = remembered(worksheet.source.page.locale_id, worksheet.target.page.locale_id)
    same = _pairs(_of_these_words(known, [row.segment.text for row in rows]))
    memory = Memory([*same, *_pairs(known[:REMEMBERED])])
    return {row.key: found for row in rows if (found := memory.like(row))}


def remembered(source_locale: int, target_locale: int) -> QuerySet[StringTranslation]:
    """Return the checked translations on live pages, newest first."""
    live = Page.objects.live().filter(locale_id=target_locale).values("translation_key")
    return StringTranslation.objects.filter(
        locale_id=target_locale,
        translation_of__locale_id=source_locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        context__object_id__in=live,
    ).order_by("-updated_at", "-pk")


def _of_these_words(known: QuerySet[StringTranslation], texts: list[str]) -> QuerySet[StringTranslation]:
    """Return the translations of these very words, however old."""
    return known.filter(translation_of__data_hash__in={text_hash(text) for text in texts})


def _pairs(known: QuerySet[StringTranslation]) -> list[Pair]:
    return list(known.values_list("translation_of__data", "data"))


class Memory:
    """Pairs of words and translations, found by the words they share; the earlier in the list, the newer."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.pairs = list(dict.fromkeys(pairs))
        self.words = [_words(source) for source, _text in self.pairs]
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for word in words:
                self.by_word[word].append(number)

    def like(self, row: Row) -> list[Suggestion]:
        """Return what is like the words of a row, without what the row says already."""
        wanted = row.segment.text
        found = [
            Suggestion(source, text, ratio)
            for source, text in (self.pairs[number] for number in self._candidates(_words(wanted)))
            if text != row.text and (ratio := _likeness(wanted, source)) >= NEAR
        ]
        best = sorted(found, key=lambda one: -one.likeness)
        return list({one.text: one for one in reversed(best)}.values())[::-1][:AT_MOST]

    def _candidates(self, wanted: frozenset[str]) -> list[int]:
        """Return the numbers of the pairs that share most words with `wanted`, relative to their length."""
        score = {
            number: len(wanted & self.words[number]) / len(wanted | self.words[number])
            for number in self._sharing(wanted)
        }
        return sorted(score, key=lambda number: (-score[number], number))[:COMPARED]

    def _sharing(self, wanted: frozenset[str]) -> dict[int, None]:
        """Return pairs that share words with `wanted`, asking for the rarest words first: "the" tells nothing."""
        found: dict[int, None] = {}
        for word in sorted(wanted, key=lambda word: (len(self.by_word.get(word, ())), word)):
            found.update(dict.fromkeys(self.by_word.get(word, [])[: SHARING - len(found)]))
            if len(found) >= SHARING:
                break
        return found


def _words(text: str) -> frozenset[str]:
    """Return the words of an HTML fragment, in small letters."""
    return frozenset(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", text)).casefold()))


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
