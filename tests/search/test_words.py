"""Words, terms, spellings and extracts: plain functions, no database."""

from __future__ import annotations

import pytest
from wagtail.search.query import And, Or, PlainText

from search.entries import FACTS
from search.extracts import LENGTH, extract, mark
from search.query_terms import MAX_LENGTH, MAX_TERMS, parse, sought, to_query, variants
from search.spelling import distance, tolerance
from search.words import fold, folded_words, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Gŵyl", "gwyl"),
        ("tŷ", "ty"),
        ("ty\u0302", "ty"),
        ("Łódź", "lodz"),
        ("ÀÈÌ", "aei"),
        ("بَات", "بات"),
        ("Straße", "strasse"),
    ],
)
def test_fold_leaves_plain_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_part_at_everything_else() -> None:
    assert words("Tŷ’r_Ŵyl, Saturday/Sunday: 10am") == ["Tŷ", "r", "Ŵyl", "Saturday", "Sunday", "10am"]
    assert folded_words("/together & C'était") == ["together", "c", "etait"]


def test_parse_keeps_each_word_once_and_in_order() -> None:
    terms = parse('  Soup "and"  soup  Gŵyl gwyl ')
    assert terms.words == ("Soup", "and", "Gŵyl")
    assert terms.text == 'Soup "and" soup Gŵyl gwyl'
    assert not terms.shortened


@pytest.mark.parametrize("typed", ["", "   ", "\0", "\0\n\t", '"', "()*:^", "’", "\ud800", "\u200b"])
def test_parse_of_nothing_is_nothing(typed: str) -> None:
    assert not parse(typed)


def test_parse_takes_control_characters_out() -> None:
    assert parse("so\0up\r\nbread\x7f").text == "so up bread"


def test_parse_cuts_what_is_too_long() -> None:
    long = parse("a" * 999)
    assert len(long.text) == MAX_LENGTH
    assert long.shortened
    many = parse(" ".join(map(str, range(60))))
    assert len(many.words) == MAX_TERMS
    assert many.shortened


def test_variants_begin_with_the_term_and_leave_other_languages_alone() -> None:
    assert variants("cath", "cy")[0] == "cath"
    assert variants("list", "en") == ("list",)
    assert variants("stol", "pl") == ("stol", "stoł")
    assert len(variants("l" * 30, "pl")) <= 17


def test_to_query_asks_for_every_word() -> None:
    query = to_query(parse("a stol"), "pl")
    assert isinstance(query, And)
    plain, spelled = query.subqueries
    assert isinstance(plain, PlainText)
    assert isinstance(spelled, Or)
    assert [part.query_string for part in spelled.subqueries] == ["stol", "stoł"]
    assert sought(parse("Stół"), "pl") == {"stol"}


def test_mark_marks_whole_words_and_escapes_the_rest() -> None:
    marked = mark("<b>Tŷ</b> & ty, tyn", {"ty"})
    assert marked == "&lt;b&gt;<mark>Tŷ</mark>&lt;/b&gt; &amp; <mark>ty</mark>, tyn"


def test_mark_escapes_markup_in_matches_too() -> None:
    assert mark("<script>alert(1)</script>", {"script", "alert"}).count("<script>") == 0


def test_extract_of_a_short_line_is_the_line() -> None:
    text = f"A summary about soup. It goes on.\nA body.{FACTS}Northbeck"
    assert extract(text, {"soup"}) == "A summary about <mark>soup</mark>. It goes on."


def test_extract_takes_the_line_with_the_match() -> None:
    text = f"A summary.\nThe body has soup.{FACTS}Northbeck"
    assert extract(text, {"soup"}) == "The body has <mark>soup</mark>."


def test_extract_does_not_read_facts_out() -> None:
    assert extract(f"A summary.\nA body.{FACTS}Northbeck North East", {"northbeck"}) == "A summary."


def test_extract_of_a_long_line_stays_near_the_first_match_and_cuts_at_words() -> None:
    text = "word " * 100 + "soup " + "other " * 100
    found = str(extract(text, {"soup"}))
    assert "<mark>soup</mark>" in found
    assert found.startswith("…word ")
    assert found.endswith(" other…")
    assert len(found) < LENGTH + 30


def test_extract_begins_at_a_sentence_where_one_is_near() -> None:
    text = "word " * 100 + "end. Then came soup " + "other " * 100
    assert str(extract(text, {"soup"})).startswith("Then came <mark>soup</mark>")


@pytest.mark.parametrize("text", ["", FACTS, "x" * 2000, f"{'x' * 2000} soup", "soup" + "y" * 2000, "\0\n\n\n"])
def test_extract_of_odd_texts(text: str) -> None:
    assert len(str(extract(text, {"soup"}))) < LENGTH + 40


@pytest.mark.parametrize(
    ("first", "second", "far"),
    [
        ("soup", "suop", 1),
        ("soup", "soup", 0),
        ("soup", "sup", 1),
        ("kitchen", "kitchne", 1),
        ("choir", "chior", 1),
        ("abc", "cab", 2),
    ],
)
def test_distance(first: str, second: str, far: int) -> None:
    assert distance(first, second, 3) == far == distance(second, first, 3)


def test_distance_gives_up_beyond_the_limit() -> None:
    assert distance("kitchen", "allotment", 2) == 3
    assert distance("abcdef", "ghijkl", 1) == 2
    assert (tolerance("soup"), tolerance("kitchen")) == (1, 2)
