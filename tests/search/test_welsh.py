"""Search in Welsh: every form of a word, and no other word."""

from __future__ import annotations

import pytest
from django.test import Client

from search.extracts import mark
from search.query_terms import MAX_TERMS, parse, sought, variants
from search.welsh.english import ENGLISH
from search.welsh.lookalikes import FALSE_FRIENDS, LITTLE_WORDS, LOST_IN_LITTLE_WORDS
from search.welsh.spellings import MAX_SPELLINGS, lost_radicals, spellings
from search.words import fold
from stories.models import StoryPage
from tests.factories import SmallSite, make_story
from tests.languages.test_mutations import PAIRS
from tests.search.common_english import COMMON_ENGLISH
from tests.search.conftest import Ask, titles

FORMS_OF_CYMRU = ("Cymru", "Gymru", "Nghymru", "Chymru")


@pytest.mark.parametrize(("radical", "form"), PAIRS)
def test_rule_12_each_form_finds_the_other(radical: str, form: str) -> None:
    """As the index sees words: folded, dŷ kept as tŷ."""
    for typed, written in ((radical, form), (form, radical)):
        held = {fold(written), *map(fold, lost_radicals(written))}
        assert held & {fold(spelling) for spelling in spellings(typed)}, (typed, written)


def test_rule_12_an_english_search_is_not_touched() -> None:
    assert [word for word in COMMON_ENGLISH if variants(word, "en") != (word,)] == []
    assert variants("Cymru", "en") == ("Cymru",)


def test_common_english_words_are_left_alone_in_a_welsh_search_too() -> None:
    """At most 2 %: those that are Welsh words as well. Counted whether or not any page holds the other form."""
    changed = {word for word in COMMON_ENGLISH if len(spellings(word)) > 1}
    assert len(COMMON_ENGLISH) == len(set(COMMON_ENGLISH)) == 500
    assert changed <= {"can", "man", "her", "law", "plant", "car", "cost", "air", "ran", "term"}


def test_a_word_has_a_handful_of_spellings() -> None:
    longest = parse(" ".join(f"gard{'d' * number}" for number in range(60)))
    assert all(len(spellings(word)) <= MAX_SPELLINGS for pair in PAIRS for word in pair)
    assert len(sought(longest, "cy")) <= MAX_TERMS * MAX_SPELLINGS


@pytest.mark.parametrize("pair", sorted(map(sorted, FALSE_FRIENDS)), ids="-".join)
def test_false_friends_do_not_find_each_other(pair: list[str]) -> None:
    first, second = pair
    assert second not in map(fold, spellings(first))
    assert first not in map(fold, spellings(second))


def test_little_words_are_neither_extended_nor_reached() -> None:
    assert [word for word in LITTLE_WORDS if spellings(word) != (word,)] == []
    assert not LITTLE_WORDS & {fold(form) for pair in PAIRS for word in pair for form in spellings(word)[1:]}


def test_tables_are_written_as_the_index_holds_words() -> None:
    assert [word for word in [*ENGLISH, *LITTLE_WORDS] if fold(word) != word] == []
    assert {fold(form) for form in LOST_IN_LITTLE_WORDS} <= LITTLE_WORDS


@pytest.mark.parametrize(
    "word", ["kitchen", "quay", "Saxon", "queen", "book", "street", "whisky", "light", "10am", "day"]
)
def test_words_no_welsh_spelling_knows_are_left_alone(word: str) -> None:
    assert spellings(word) == (word.casefold(),)


@pytest.fixture
def wales(site_tree: SmallSite) -> SmallSite:
    """Stories in Welsh, each with one form of a name, and one in English."""
    for form in FORMS_OF_CYMRU:
        make_story(site_tree.stories["cy"], title=f"Un {form}", summary=f"Dyma {form} i bawb.", region="london")
    make_story(site_tree.stories["en"], title="Gymru", summary="A Welsh word in English.")
    return site_tree


@pytest.mark.parametrize("typed", [*FORMS_OF_CYMRU, "CYMRU", "gymru"])
def test_every_form_finds_every_form_and_its_own_first(wales: SmallSite, ask: Ask, typed: str) -> None:
    results = ask(typed, "cy")["results"]
    assert {result.title for result in results} == {f"Un {form}" for form in FORMS_OF_CYMRU}
    assert results[0].title == f"Un {typed.title()}"


def test_the_form_that_was_found_is_marked_as_it_is_written(wales: SmallSite, ask: Ask) -> None:
    for result in ask("Cymru", "cy")["results"]:
        form = result.title.removeprefix("Un ")
        assert result.heading == f"Un <mark>{form}</mark>"
        assert result.extract == f"Dyma <mark>{form}</mark> i bawb."


def test_english_pages_are_searched_by_the_word_alone(wales: SmallSite, ask: Ask) -> None:
    assert titles(ask("Cymru")) == set()
    assert titles(ask("Gymru")) == {"Gymru"}


def test_an_exact_form_in_the_text_stands_before_another_form_in_the_title(site_tree: SmallSite, ask: Ask) -> None:
    make_story(site_tree.stories["cy"], title="Bara", summary="Y bont dros yr afon.")
    make_story(site_tree.stories["cy"], title="Pont", summary="Afon arall.")
    make_story(site_tree.stories["cy"], title="Y Bont, y bont", summary="Pont a phont.")
    assert [result.title for result in ask("bont", "cy")["results"]] == ["Y Bont, y bont", "Bara", "Pont"]
    assert [result.title for result in ask("bont afon", "cy")["results"]] == ["Bara", "Pont"]
    assert ask("bont afon", "cy")["total"] == 2


@pytest.mark.parametrize("typed", ["tŷ", "ty", "dŷ", "nhŷ", "thy"])
def test_a_house_is_not_found_as_your(site_tree: SmallSite, ask: Ask, typed: str) -> None:
    """The index folds marks, so that dŷ (house) looks like dy (your), which stands in every page."""
    make_story(site_tree.stories["cy"], title="Un", summary="Dau dŷ a dy gi.")
    make_story(site_tree.stories["cy"], title="Dau", summary="Dy gath a dy gi.")
    (result,) = ask(typed, "cy")["results"]
    assert result.title == "Un"
    assert result.extract == "Dau <mark>dŷ</mark> a dy gi."


def test_marks_are_kept_in_what_is_shown() -> None:
    assert mark("Yr Ŵyl yng Ngŵyl y Gân", sought(parse("gwyl"), "cy")) == (
        "Yr <mark>Ŵyl</mark> yng <mark>Ngŵyl</mark> y Gân"
    )
    assert mark("Gân i’r gan", sought(parse("can"), "cy")) == "<mark>Gân</mark> i’r gan"


def test_promises_are_found_in_every_form(read_site: SmallSite, ask: Ask) -> None:
    for typed in ("cawl", "gawl", "chawl", "nghawl"):
        assert ask(typed, "cy", type="pledge")["results"][0].extract == "Rhoi <mark>cawl</mark> i bob cymydog"


@pytest.mark.parametrize("typed", ["Gymru", "cymr", "un chym", "nghymru"])
def test_suggestions_know_mutations(wales: SmallSite, client: Client, typed: str) -> None:
    found = client.get("/cy/search/suggest/", {"q": typed}).json()["suggestions"]
    assert {one["title"] for one in found} == {f"Un {form}" for form in FORMS_OF_CYMRU}
    letter = fold(typed.split()[-1])[:3]
    assert fold(found[0]["title"]).split()[1].startswith(letter)


def test_any_backend_of_wagtails_knows_mutations(wales: SmallSite, ask: Ask, settings: pytest.FixtureRequest) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}  # type: ignore[attr-defined]  # a setting of Wagtail's
    assert titles(ask("Nghymru", "cy")) == {f"Un {form}" for form in FORMS_OF_CYMRU}


def test_a_query_of_25_words_in_all_their_forms_answers(wales: SmallSite, ask: Ask) -> None:
    words = " ".join(f"gar{chr(97 + number)}" for number in range(25))
    assert ask(words, "cy")["total"] == 0
    assert StoryPage.objects.count() == 5
