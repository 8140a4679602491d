"""Print every word that neither a dictionary nor a reviewed list knows; exit with 1 if there is one."""

from __future__ import annotations

import os
import sys
from collections import defaultdict

from tests.spelling.dictionaries import DICTIONARIES, MissingDictionaryError, listed
from tests.spelling.sources import PROJECT, is_latin, names, texts, words_in

ENDINGS = {"en": {"s"}, "cy": {"ch", "i", "m", "n", "r", "th", "u", "w"}}
"""What may stand after an apostrophe, whatever the word before it: `Angela's`, `bwyta'r`."""

Places = dict[str, str]
"""A word, and the first file it stands in."""


def words_by_language() -> dict[str, Places]:
    """Return the words of the project, by language, each with the first file it stands in."""
    found: dict[str, Places] = defaultdict(dict)
    for text in texts():
        for word in words_in(text.words):
            found[text.language].setdefault(word, str(text.source.relative_to(PROJECT)))
    return found


def bare(word: str, language: str) -> str:
    """Return `word` without an ending after an apostrophe that any word may take."""
    stem, _, ending = word.partition("'")
    return stem if ending in ENDINGS.get(language, set()) else word


def unknown_words(language: str, places: Places) -> Places:
    """Return the words of one language that nobody knows; raises `MissingDictionaryError`."""
    known = names() | listed("names") | listed(language)
    forms = {word: {word, word.lower(), bare(word, language), bare(word, language).lower()} for word in places}
    asked = {word for word in places if len(word) > 1 and is_latin(word) and not forms[word] & known}
    unknown = DICTIONARIES[language].unknown(form for word in asked for form in forms[word])
    return {word: places[word] for word in asked if forms[word] <= unknown}


def main() -> int:
    """Check every language that has a dictionary; return the exit status. In CI a missing dictionary is a failure."""
    failed = False
    for language, places in sorted(words_by_language().items()):
        if language not in DICTIONARIES:
            print(f"{language}: NOT CHECKED, {len(places)} words: there is no dictionary")
            continue
        try:
            unknown = unknown_words(language, places)
        except MissingDictionaryError as missing:
            print(f"{language}: NOT CHECKED, {len(places)} words: {missing}")
            failed |= bool(os.environ.get("CI"))
            continue
        print(f"{language}: {len(places)} words, {len(unknown)} unknown")
        for word, place in sorted(unknown.items(), key=lambda pair: pair[0].lower()):
            print(f"  {word}    {place}")
        failed |= bool(unknown)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
