"""Which mutated forms a word typed into a Welsh search is looked up under.

`languages.mutations` knows letters only: by its letters `the` may be tea after "and". What keeps a search precise is here
and in `search.welsh.lookalikes`:

- little words (dy, gan, am) are neither changed nor reached from others;
- words that cannot be Welsh by their spelling are left alone, and so are the commonest English words;
- pairs of words that only look like each other's mutations are kept apart.

Nothing is asked of the database: forms no page holds find nothing, and a word has at most `MAX_SPELLINGS`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from languages.mutations import family, mutated
from search.welsh.english import ENGLISH
from search.welsh.lookalikes import LITTLE_WORDS, LOST_IN_LITTLE_WORDS, apart
from search.words import fold, words

MAX_SPELLINGS: Final = 6
SHORTEST: Final = 2  # tŷ, lle, pe
# What Welsh spelling does not know: figures, k, q, v, x, z, letters doubled other than dd, ff, ll, nn and rr, ay, ey, oy, ck,
# wh, sh, and gh save in ngh (Orgraff yr Iaith Gymraeg, 1987).
_FOREIGN: Final = re.compile(r"[kqvxz\d]|bb|cc|ee|gg|mm|oo|pp|ss|tt|[aeo]y|ck|wh|sh|(?<!n)gh|ould$")


def spellings(term: str) -> tuple[str, ...]:
    """Return the spellings `term` is looked up under, in lower case, its own first; that alone if it is no Welsh word.

    >>> spellings("Gymru")
    ('gymru', 'ymru', 'ngymru', 'cymru', 'nghymru', 'chymru')
    >>> spellings("the"), spellings("dy"), spellings("kitchen")
    (('the',), ('dy',), ('kitchen',))
    """
    word = unicodedata.normalize("NFC", term).casefold()
    kept = LOST_IN_LITTLE_WORDS.get(word, word)
    word = kept if word in mutated(kept) else word  # dŷ is looked up as tŷ: folded it would find every dy
    if not _may_be_welsh(word):
        return (word,)
    return (word, *_relatives(word))[:MAX_SPELLINGS]


def _may_be_welsh(word: str) -> bool:
    return len(word) >= SHORTEST and not _FOREIGN.search(word) and word not in LITTLE_WORDS and word not in ENGLISH


def _relatives(word: str) -> Iterator[str]:
    """Yield the other forms that a page may hold; not what folds into a little word, which stands in every page."""
    folded = fold(word)
    for form in family(word)[1:]:
        plain = fold(form)
        if plain not in LITTLE_WORDS and not apart(folded, plain):
            yield form


def lost_forms(radicals: Iterable[str]) -> list[str]:
    """Return the forms of these words that only their mark tells from a little word: dŷ for tŷ or ty."""
    asked = set(map(fold, radicals))
    return [form for form, radical in LOST_IN_LITTLE_WORDS.items() if fold(radical) in asked]


def lost_radicals(text: str) -> list[str]:
    """Return the radicals of the words in `text` whose mark alone tells them from a little word: tŷ for a text with dŷ.

    The index folds marks, so that dŷ would be found as dy, in every page. It is written there as tŷ too.
    """
    found = (LOST_IN_LITTLE_WORDS.get(word.casefold()) for word in words(text))
    return sorted({radical for radical in found if radical})
