"""What counts as a word, and what the reviewed lists look like."""

from __future__ import annotations

import pytest

from tests.spelling.__main__ import bare
from tests.spelling.dictionaries import WORDS
from tests.spelling.sources import is_latin, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Read [our story](story:saturday-table) today", ["Read", "our", "story", "today"]),
        ("%(count)s pledges by {name}", ["pledges", "by"]),
        ("<b>Croeso</b> i bawb&nbsp;", ["Croeso", "i", "bawb"]),
        ("Write to hello@together.example or https://together.example/cy/", ["Write", "to", "or"]),
        ("bwyta\u2019r bisgedi, pêl-droed", ["bwyta'r", "bisgedi", "pêl-droed"]),
        ("York|shire & Humber", ["Yorkshire", "Humber"]),
        ("```call\nPledge | page:find-something-near-you | Now\n```", ["Pledge", "Now"]),
    ],
)
def test_words_in_leaves_markup_out(text: str, words: list[str]) -> None:
    assert list(words_in(text)) == words


def test_bare_takes_off_only_endings_any_word_may_take() -> None:
    assert bare("bwyta'r", "cy") == "bwyta"
    assert bare("Angela's", "en") == "Angela"
    assert bare("don't", "en") == "don't"


def test_names_in_other_scripts_are_not_asked_about() -> None:
    assert is_latin("ŵyn")
    assert not is_latin("صبح")


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.txt")), ids=lambda path: path.stem)
def test_lists_say_what_they_are_and_stay_in_order(path) -> None:
    first, *words = path.read_text("utf-8").splitlines()
    assert first.startswith("# ")
    assert words == sorted(set(words), key=lambda word: (word.lower(), word))
