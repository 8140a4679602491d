"""Initial mutations of Welsh: the first letter of a word changes with the word before it.

| radical | p  | t  | c   | b | d  | g     | m | ll | rh | vowel |
|---------|----|----|-----|---|----|-------|---|----|----|-------|
| soft    | b  | d  | g   | f | dd | (lost)| f | l  | r  |       |
| nasal   | mh | nh | ngh | m | n  | ng    |   |    |    |       |
| spirant | ph | th | ch  |   |    |       |   |    |    |       |
| with h  |    |    |     |   |    |       |   |    |    | h + it|

Sources: G. King, *Modern Welsh: A Comprehensive Grammar* (3rd ed., 2016), paragraphs 3 to 12; P. W. Thomas, *Gramadeg y
Gymraeg* (1996), chapter VI. The soft mutation takes g away (gardd, dwy ardd). An h stands before a vowel after `ei` (her),
`ein` and `eu`, and in `ar hugain`. Ch, dd, ff, ng, ph and th begin words of their own that do not change; nor do f, h, j, l,
n, r, s and their kin. What a dialect or a borrowing does beyond this (tsips, jips; ei mham) is left out.

The functions take and give words in lower case and leave marks as they are. They know letters, not words: whether `fam` is
mam or bam is for the caller to decide (`search.welsh`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

SOFT: Final = {
    "p": "b",
    "t": "d",
    "c": "g",
    "b": "f",
    "d": "dd",
    "g": "",
    "m": "f",
    "ll": "l",
    "rh": "r",
}
NASAL: Final = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
SPIRANT: Final = {"p": "ph", "t": "th", "c": "ch"}
MUTATIONS: Final = (SOFT, NASAL, SPIRANT)
VOWELS: Final = frozenset("aeiouwy")
# What a g that is lost can have stood before. (Archaic gn- is left out: n begins too many words.)
_AFTER_G: Final = VOWELS | {"l", "r"}
# The first letter of a word, radical or mutated; the longest first.
_INITIAL: Final = re.compile("ngh|mh|nh|ng|ch|dd|ff|ll|ph|rh|th|[^\\W\\d_]")


def initial(word: str) -> str:
    """Return the first letter of `word` as Welsh counts letters, a mutated pair being one; '' if it begins with none."""
    match = _INITIAL.match(word)
    return match.group() if match else ""


def _plain_initial(word: str) -> str:
    """Return the first letter without its mark: ŵyl begins with w."""
    return unicodedata.normalize("NFD", word[:1])[:1]


def mutated(radical: str) -> tuple[str, ...]:
    """Return the mutated forms of `radical`: soft, nasal and spirant as far as it has them, or with an h.

    >>> mutated("cath"), mutated("gardd"), mutated("enw"), mutated("nos")
    (('gath', 'nghath', 'chath'), ('ardd', 'ngardd'), ('henw',), ())
    """
    letter = initial(radical)
    rest = radical[len(letter) :]
    if _plain_initial(radical) in VOWELS:
        return (f"h{radical}",)
    if letter == "g" and _plain_initial(rest) not in _AFTER_G:
        return ()
    return tuple(table[letter] + rest for table in MUTATIONS if rest and letter in table)


def radicals(form: str) -> tuple[str, ...]:
    """Return every word that `form` may be a mutated form of, by its letters alone; not `form` itself.

    >>> radicals("nghymru"), radicals("fam"), radicals("law"), radicals("nos")
    (('cymru',), ('bam', 'mam'), ('llaw', 'glaw'), ('dos',))
    """
    return tuple(_undone(form))


def _undone(form: str) -> Iterator[str]:
    letter = initial(form)
    rest = form[len(letter) :]
    if not letter or not rest:
        return
    for table in MUTATIONS:
        yield from (radical + rest for radical, changed in table.items() if changed == letter)
    if _plain_initial(form) in _AFTER_G and letter not in {"ll", "rh"}:
        yield f"g{form}"
    if letter == "h" and _plain_initial(rest) in VOWELS:
        yield rest


def family(word: str) -> tuple[str, ...]:
    """Return every form of every word that `word` may be a form of, `word` first: at most seven.

    >>> family("gymru")
    ('gymru', 'ymru', 'ngymru', 'cymru', 'nghymru', 'chymru')
    """
    found = [word, *mutated(word)]
    for radical in radicals(word):
        found += [radical, *mutated(radical)]
    return tuple(dict.fromkeys(found))
