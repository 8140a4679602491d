"""Words as search sees them: cut at everything that is neither letter, digit nor mark, in lower case, without marks."""

from __future__ import annotations

import re
import unicodedata

# Marks that are part of a word: Latin ones (ŷ as y + circumflex) and the vowel signs of Arabic script.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
_MARK = re.compile(f"[{_MARKS}]+")
WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case and without marks: `Gŵyl` becomes `gwyl`, `Łódź` becomes `lodz`."""
    if text.isascii():
        return text.lower()
    return _MARK.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_PLAIN)


def words(text: str) -> list[str]:
    """Return the words of `text` in order, as they are written (composed, NFC)."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def folded_words(text: str) -> list[str]:
    """Return the words of `text` in order, folded; nothing else is left that a query language could read."""
    return WORD.findall(fold(text))
