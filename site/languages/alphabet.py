"""Alphabetical order and letter headings, in English and in Welsh.

In Welsh ch, dd, ff, ng, ll, ph, rh and th are letters of their own: `a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s
t th u w y` (Geiriadur Prifysgol Cymru; k, q, v, x and z occur in borrowed names and stand where English has them). Marks do
not change the order. Look-alikes such as Bangor, where n and g are two letters, need a `sort_as` override that parts them
with `SEPARATOR`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

WELSH_LETTERS: tuple[str, ...] = (
    "a",
    "b",
    "c",
    "ch",
    "d",
    "dd",
    "e",
    "f",
    "ff",
    "g",
    "ng",
    "h",
    "i",
    "j",
    "k",
    "l",
    "ll",
    "m",
    "n",
    "o",
    "p",
    "ph",
    "q",
    "r",
    "rh",
    "s",
    "t",
    "th",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
)
ENGLISH_LETTERS: tuple[str, ...] = tuple("abcdefghijklmnopqrstuvwxyz")
SEPARATOR = "\N{COMBINING GRAPHEME JOINER}"
COLLATION = "cy-x-icu"  # PostgreSQL's name, registered for SQLite too

_SPACE = 0
"""Before every letter: North West stands before Northern Ireland, word by word, as in ICU and in a telephone book."""
_RANK = {letter: rank for rank, letter in enumerate(WELSH_LETTERS, 1)} | {" ": _SPACE}
_WELSH_TOKEN = re.compile("|".join(sorted(WELSH_LETTERS, key=len, reverse=True)) + "|.", re.DOTALL)
_ARTICLES = re.compile(r"^(?:the|yr?)\s+|^y[r]?['’]\s*", re.IGNORECASE)


def _plain(text: str) -> str:
    """Return `text` lower-cased and without marks; `SEPARATOR` is kept."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if char == SEPARATOR or not unicodedata.combining(char))


def welsh_key(text: str) -> tuple[int, ...]:
    """Return a key that sorts `text` by the Welsh alphabet, word by word, ignoring case, marks and punctuation."""
    tokens = _WELSH_TOKEN.findall(" ".join(_plain(text).split()))
    ranks = (_RANK.get(token, 100 + ord(token[0]) if token.isdigit() else -1) for token in tokens)
    return tuple(rank for rank in ranks if rank >= 0)


def english_key(text: str) -> tuple[int, ...]:
    """Return a key that sorts `text` by the English alphabet, word by word, ignoring case, marks and punctuation."""
    words = " ".join(_plain(text).split())
    return tuple(_SPACE if char == " " else ord(char) for char in words if char.isalnum() or char == " ")


def sort_key(text: str, language_code: str) -> tuple[int, ...]:
    """Return the key of `text` in the alphabet of `language_code`, without a leading The, Y or Yr."""
    bare = without_article(text)
    return welsh_key(bare) if language_code == "cy" else english_key(bare)


def without_article(text: str) -> str:
    """Return `text` without a leading The, Y, Yr or Y'; the whole of it if nothing else is left."""
    return _ARTICLES.sub("", text).strip() or text


def letters(language_code: str) -> tuple[str, ...]:
    """Return the letters an A to Z shows in `language_code`, lower case: digraphs are letters in Welsh."""
    return WELSH_LETTERS if language_code == "cy" else ENGLISH_LETTERS


def first_letter(text: str, language_code: str) -> str:
    """Return the letter heading `text` stands under, lower case; `#` for a digit or another script."""
    bare = _plain(without_article(text))
    pattern = _WELSH_TOKEN if language_code == "cy" else re.compile(".")
    match = pattern.search(re.sub(rf"[^\w{SEPARATOR}]", "", bare))
    letter = match.group() if match else ""
    return letter if letter in letters(language_code) else "#"


def _compare_welsh(left: str, right: str) -> int:
    """Compare two texts as SQLite's collation callback asks: negative, 0 or positive."""
    first, second = (welsh_key(left), left), (welsh_key(right), right)
    return (first > second) - (first < second)


def register_collations(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Give an SQLite connection the Welsh collation under the name PostgreSQL already has."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare_welsh)
