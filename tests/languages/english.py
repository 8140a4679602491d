"""Finding English words of the interface on pages in Welsh."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
from django.conf import settings

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.po"

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ENOUGH = re.compile(r"[^\W\d]{4}")
"""What a message has to say beside what is set into it, so that it can be told from anything else."""


def catalogue() -> list[polib.POEntry]:
    """Return the messages of the Welsh catalogue that are in use."""
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


class WordsInEnglish(HTMLParser):
    """Collects the words of a page that stand in no element marked as another language than Welsh."""

    EMPTY = frozenset(
        {"meta", "link", "img", "input", "br", "hr", "source", "wbr", "path", "use", "rect", "polygon", "circle"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.languages: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the language an element is in, and the words of its attributes."""
        told = dict(attrs)
        language = told.get("lang") or self.languages[-1][1]
        if language == "cy":
            self.found |= {(told.get(name) or "").strip() for name in ("alt", "title", "aria-label", "placeholder")}
        if tag not in self.EMPTY:
            self.languages.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        while len(self.languages) > 1 and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if self.languages[-1][1] == "cy" and self.languages[-1][0] not in {"script", "style"}:
            self.found.add(" ".join(data.split()))


def english_in(html: str) -> set[str]:
    """Return the English messages of the catalogue that stand as Welsh on a page, also with something set into them."""
    reader = WordsInEnglish()
    reader.feed(html)
    plain, shapes = english_messages()
    return (plain & reader.found) | {text for text in reader.found if shapes.fullmatch(text)}


@cache
def english_messages() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the messages that are other words in Welsh: those that stand as they are, and a pattern of the others."""
    entries = catalogue()
    same = {text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())}
    english = {text for entry in entries for text in (entry.msgid, entry.msgid_plural) if text} - same
    shaped = {text for text in english if PLACE.search(text) and ENOUGH.search(PLACE.sub("", text))}
    return frozenset(english - shaped), re.compile("|".join(map(_shape, sorted(shaped))))


def _shape(message: str) -> str:
    """Return the pattern of a message with anything in its places."""
    return r"\s*.+?\s*".join(re.escape(" ".join(piece.split())) for piece in PLACE.split(message))
