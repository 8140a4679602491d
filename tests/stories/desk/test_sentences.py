"""Three versions of a text become one where two people changed different sentences, and none where they changed the same."""

from __future__ import annotations

from random import Random

import pytest

from partners.desk.sentences import merged, sentence_marks, sentences

SENTENCES = ["Rain fell.", "We cooked.", "Who ate?", "All did.", "Nobody left!", "The end."]
ROUNDS = 300


def some_text(chance: Random) -> str:
    """Return up to six sentences in any order, some of them twice."""
    return " ".join(chance.choices(SENTENCES, k=chance.randint(0, 6)))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("A b. C d.", "A x. C d.", "A b. C y.", "A x. C y."),
        ("A b.", "A b. And more.", "First. A b.", "First. A b. And more."),
        ("A b. C d.", "C d.", "A b. C y.", "C y."),
        (
            "A b.\n\nC d.",
            "A b.\n\n- a point\n- another\n\nC d.",
            "A z.\n\nC d.",
            "A z.\n\n- a point\n- another\n\nC d.",
        ),
        ("A b. C d.", "A b. C d.", "A b. C y.", "A b. C y."),
        ("A b. C d.", "A x. C d.", "A x. C d.", "A x. C d."),
        ("A b. C d.", "A x. C d.", "A x. C y.", "A x. C y."),
        (
            "Mae'n bwrw! “Dewch.” Aethom.",
            "Mae'n heulog! “Dewch.” Aethom.",
            "Mae'n bwrw! “Dewch.” Arhosom.",
            "Mae'n heulog! “Dewch.” Arhosom.",
        ),
    ],
)
def test_different_sentences_merge(base: str, mine: str, theirs: str, both: str) -> None:
    assert merged(sentence_marks(base), mine, theirs) == both


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("A b.", "A x.", "A y."),
        ("A b.", "A b. Mine.", "A b. Theirs."),
        ("A b. C d.", "C d.", "A y. C d."),
        ("", "Mine.", "Theirs."),
    ],
)
def test_the_same_sentence_is_for_people_to_decide(base: str, mine: str, theirs: str) -> None:
    assert merged(sentence_marks(base), mine, theirs) is None


def test_who_changed_nothing_takes_what_the_other_made() -> None:
    chance = Random(11)  # noqa: S311  # repeatable, not secret
    for _round in range(ROUNDS):
        base, theirs = some_text(chance), some_text(chance)
        assert merged(sentence_marks(base), base, theirs) == theirs
        assert merged(sentence_marks(base), theirs, base) == theirs


def test_no_new_sentence_of_either_is_lost() -> None:
    chance = Random(13)  # noqa: S311  # repeatable, not secret
    agreed = 0
    for _round in range(ROUNDS):
        base, mine, theirs = some_text(chance), some_text(chance), some_text(chance)
        both = merged(sentence_marks(base), mine, theirs)
        if both is not None:
            agreed += 1
            new = (set(sentences(mine)) | set(sentences(theirs))) - set(sentences(base))
            assert {one.strip() for one in new} <= {one.strip() for one in sentences(both)}
    assert agreed > ROUNDS / 20
