"""What people type and paste, made fit to keep: their words stay, what only machines see goes.

Telephones, Word and web pages bring control characters, markup, and characters that turn the direction of everything after them.
Letters are never lost: emoji, marks on letters and every script stay as they are (Unicode normal form C).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MARKS_ON_A_LETTER: Final = 4
"""Marks kept on one letter. Vietnamese and Urdu need three; text piled with dozens ("zalgo") covers the lines around it."""

_LINE_ENDS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Embeddings, overrides and isolates (Unicode UAX 9): left open they turn the rest of a page. Single marks (200E, 200F) stay.
_TURNING: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_BREAKING_TAGS: Final = re.compile(r"<(?:br\s*/?|/(?:p|div|li|h[1-6]|tr|blockquote))\s*>", re.IGNORECASE)
_NAMES: Final = r"(?:p|div|span|font|a|b|i|u|s|em|strong|h[1-6]|ul|ol|li|br|img|table|tbody|thead|tr|td|th|blockquote|style|script|meta|link|html|head|body|xml|[ovwm]:\w+)"
_HIDDEN: Final = re.compile(r"<(style|script|xml)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAGS: Final = re.compile(rf"</?{_NAMES}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ITEM: Final = re.compile(r" +(?:[-*+]|\d{1,9}[.)]) \S")
_MANY_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def tidied(text: str) -> str:
    """Return typed text of several lines as it is kept: see the module."""
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", "".join(_kept(char) for char in text))
    text = _marks_thinned(_TURNING.sub("", text))
    text = _without_markup(text)
    lines = (_line(line) for line in text.split("\n"))
    return _MANY_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def tidied_line(text: str) -> str:
    """Return typed text of one line as it is kept, with single spaces."""
    return " ".join(tidied(text).split())


def _line(line: str) -> str:
    """Return a line without white space around it; an item of a list keeps its place under another."""
    bare = line.strip(" \t\u00a0")
    return line.rstrip(" \t\u00a0") if _ITEM.match(line) else bare


def _kept(char: str) -> str:
    """Return a character as it is kept: no control characters but line ends, no halves of characters, no noncharacters.

    "Unassigned" is no reason to drop one: Python knows the Unicode of its own year, and telephones write that of this one.
    """
    if char == "\n":
        return char
    if char == "\t":
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Cs") or _is_noncharacter(ord(char)) else char


def _is_noncharacter(point: int) -> bool:
    """Say whether Unicode will never give this code point to a character (The Unicode Standard, 23.7)."""
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def _marks_thinned(text: str) -> str:
    """Return `text` with at most `MARKS_ON_A_LETTER` combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MARKS_ON_A_LETTER:
            kept.append(char)
    return "".join(kept)


def _without_markup(text: str) -> str:
    """Return `text` without the tags that Word and web pages paste; a lone "<" and hearts (<3) stay."""
    if "<" not in text:
        return text
    text = _HIDDEN.sub("", text)
    return _TAGS.sub("", _BREAKING_TAGS.sub("\n", text))
