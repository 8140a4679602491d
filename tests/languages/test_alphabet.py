"""LANGUAGES rule 11: the Welsh alphabet."""

from __future__ import annotations

import pytest
from django.db import connection

from languages.alphabet import COLLATION, SEPARATOR, first_letter, letters, sort_key

IN_ORDER = ["cwm", "chwarae", "dwr", "dydd", "ddoe", "fy", "ffordd", "lori", "lwc", "llan", "naw"]


def test_rule_11_welsh_order() -> None:
    assert sorted(IN_ORDER, key=lambda word: sort_key(word, "cy")) == IN_ORDER


def test_english_order_knows_no_digraphs() -> None:
    assert sorted(["cwm", "chwarae"], key=lambda word: sort_key(word, "en")) == ["chwarae", "cwm"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_order_is_word_by_word(language: str) -> None:
    names = ["Northern Ireland", "North East", "North West"]
    assert sorted(names, key=lambda name: sort_key(name, language)) == ["North East", "North West", "Northern Ireland"]


def test_lookalike_takes_a_separator() -> None:
    """Bangor is n + g: after Banc and before Bara, where the letter ng would stand before h."""
    bangor = f"Ban{SEPARATOR}gor"
    assert sort_key("Bangor", "cy") < sort_key("Bahama", "cy")
    assert sort_key(bangor, "cy") > sort_key("Bamford", "cy")


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("Llanelli", "cy", "ll"),
        ("Llanelli", "en", "l"),
        ("Yr Ysgol", "cy", "y"),
        ("Y Bont", "cy", "b"),
        ("The Example Repair Café", "en", "e"),
        ("Ŵyl", "cy", "w"),
        ("7 Row", "en", "#"),
        ("دوست", "en", "#"),
        ("Rhosyn", "cy", "rh"),
    ],
)
def test_first_letter(name: str, language: str, letter: str) -> None:
    assert first_letter(name, language) == letter


def test_digraphs_stand_in_the_letters_of_welsh_only() -> None:
    assert {"ch", "dd", "ff", "ng", "ll", "ph", "rh", "th"} <= set(letters("cy"))
    assert all(len(letter) == 1 for letter in letters("en"))


def test_the_database_sorts_like_python(db: None) -> None:
    values = ", ".join(f"('{word}')" for word in sorted(IN_ORDER))
    words = f"WITH words (word) AS (VALUES {values}) SELECT word FROM words"  # noqa: S608  # our own words
    with connection.cursor() as cursor:
        cursor.execute(f'{words} ORDER BY word COLLATE "{COLLATION}"')
        assert [row[0] for row in cursor.fetchall()] == IN_ORDER
