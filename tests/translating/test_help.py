"""What helps a translator: what was translated before, the words we agreed on, and what a language chooses for itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from languages.translating.glossary import mutated, uses
from languages.translating.memory import suggestions_for
from languages.translating.models import GlossaryTerm
from languages.translating.word_differences import difference
from tests.factories import make_picture
from tests.home.building import Tree
from tests.translating.building import BODY, Pair, change_english, make_pair, put_live, send, translate_all

SignIn = Callable[..., Client]


def picture_block(pk: int) -> dict[str, Any]:
    """Return a block with a picture."""
    picture = {"image": pk, "alt_text": "A red chair", "decorative": False}
    return {"type": "picture", "value": {"picture": picture, "caption": ""}, "id": "b-pic"}


def remember(tree: Tree, client: Client, **values: Any) -> Pair:
    """Translate a page and put the translation live, so that it is remembered."""
    pair = make_pair(tree, slug="before", **values)
    translate_all(client, pair)
    put_live(pair.fresh())
    return pair


def test_the_same_words_are_suggested(tree: Tree, signed_in: SignIn) -> None:
    remember(tree, signed_in("translator"))
    pair = make_pair(tree, title="Another")
    found = suggestions_for(pair.worksheet())[pair.row("On Saturday").key]
    assert [(one.text, one.percent) for one in found] == [("Ddydd Sadwrn", 100)]


def test_nearly_the_same_words_are_suggested_with_how_near(tree: Tree, signed_in: SignIn) -> None:
    remember(tree, signed_in("translator"))
    pair = make_pair(tree, title="Another", summary="A page about many chairs.")
    found = suggestions_for(pair.worksheet())[pair.row("A page about many chairs.").key]
    assert found[0].text == "Tudalen am gadeiriau."
    assert 75 <= found[0].percent < 100
    shown = signed_in("translator").get(reverse("translating:edit", args=[pair.welsh.pk])).content.decode()
    assert f"Translated before ({found[0].percent}% alike)" in shown


def test_drafts_and_pages_taken_down_are_not_remembered(tree: Tree, signed_in: SignIn) -> None:
    before = remember(tree, signed_in("translator"))
    type(before.welsh).objects.filter(pk=before.welsh.pk).update(live=False)
    assert suggestions_for(make_pair(tree, title="Another").worksheet()) == {}


def test_a_term_is_shown_where_it_occurs_and_missed_where_it_is_not_used(pair: Pair, signed_in: SignIn) -> None:
    GlossaryTerm.objects.create(term="chair", language="cy", preferred="cadair; sedd", note="Not stôl.")
    client = signed_in("translator")
    address = reverse("translating:edit", args=[pair.welsh.pk])
    assert "Not stôl." in client.get(address).content.decode()
    send(client, pair, {"Pull up a chair": "Tynnwch stôl"})
    assert "word is not in the translation" in client.get(address).content.decode()
    send(client, pair, {"Pull up a chair": "Tynnwch gadair"})
    assert "word is not in the translation" not in client.get(address).content.decode()


def test_a_term_with_a_capital_is_found_only_as_written() -> None:
    terms = [GlossaryTerm(term="Share", language="cy", preferred="Rhannu")]
    assert uses(terms, "We share a table.", "") == []
    assert uses(terms, "Share", "Rhannu")[0].is_missing is False


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("cadair", "gadair"),
        ("cadair", "nghadair"),
        ("cadair", "chadair"),
        ("partner", "bartner"),
        ("pont", "mhont"),
        ("tŷ", "nhŷ"),
        ("gardd", "ardd"),
        ("llyfr", "lyfr"),
        ("rhosyn", "rosyn"),
        ("mam", "fam"),
        ("Bangor", "fangor"),
        ("Dolgellau", "ddolgellau"),
        ("ysgol", "hysgol"),
    ],
)
def test_mutated_terms_count_as_used(word: str, form: str) -> None:
    assert form in mutated(word)


@pytest.mark.parametrize("word", ["siarad", "ffordd", "chwarae", "nant"])
def test_what_does_not_mutate_does_not(word: str) -> None:
    assert mutated(word) == []


def test_the_glossary_begins_with_the_words_of_the_site(db: None) -> None:
    assert GlossaryTerm.objects.get(term="Make a pledge", language="cy").choices[0] == "Gwneud addewid"
    assert GlossaryTerm.objects.filter(language="cy").count() >= 30


@pytest.mark.parametrize("role", ["translator", "editor", "moderator", "administrator"])
def test_those_who_write_keep_the_glossary(role: str, tree: Tree, signed_in: SignIn) -> None:
    client = signed_in(role)
    assert client.get(reverse("glossary:index")).status_code == 200
    values = {"term": "bench", "language": "cy", "preferred": "mainc", "note": ""}
    assert client.post(reverse("glossary:add"), values).status_code == 302
    assert GlossaryTerm.objects.filter(term="bench").exists()


def test_a_difference_is_told_word_by_word() -> None:
    parts = [(part.kind, part.text) for part in difference("Two hours, in a hall.", "Three hours, in a hall!")]
    assert parts == [
        ("gone", "Two"),
        ("new", "Three"),
        ("same", " hours, in a hall"),
        ("gone", "."),
        ("new", "!"),
    ]


def test_a_language_has_its_own_picture_and_its_own_words_for_it(tree: Tree, signed_in: SignIn) -> None:
    red, blue, green = make_picture("red"), make_picture("blue"), make_picture("green")
    pair = make_pair(tree, body=[*BODY, picture_block(red.pk)], picture=red, picture_alt="A chair")
    client = signed_in("translator")
    choices = {choice.variable.path: choice for choice in pair.worksheet().choices}
    top, inside = choices["picture"], choices["body.b-pic.picture.image"]
    send(
        client,
        pair,
        {"A red chair": "Cadair las", "A chair": "Cadair"},
        **{f"v-{top.variable.key}": str(green.pk), f"v-{inside.variable.key}": str(blue.pk)},
    )
    draft = pair.fresh()
    assert (draft.picture_id, draft.picture_alt) == (green.pk, "Cadair")
    stored = json.loads(json.dumps(draft.body.get_prep_value()))[-1]["value"]["picture"]
    assert (stored["image"], stored["alt_text"]) == (blue.pk, "Cadair las")
    change_english(pair.english, picture=blue)
    send(client, pair, {"A chair": "Y gadair"})
    assert pair.fresh().picture_id == green.pk
    send(client, pair, **{f"v-{top.variable.key}": ""})
    assert pair.fresh().picture_id == blue.pk


def test_a_link_leads_elsewhere_in_this_language(pair: Pair, signed_in: SignIn) -> None:
    choice = next(choice for choice in pair.worksheet().choices if choice.kind == "address")
    client = signed_in("translator")
    translate_all(client, pair, **{f"v-{choice.variable.key}": "https://example.org/cy"})
    assert 'href="https://example.org/cy"' in pair.fresh().body[1].value.source
    send(client, pair, {"When": "Pa bryd"})
    assert 'href="https://example.org/cy"' in pair.fresh().body[1].value.source


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "not an address", "ftp://example.org/"])
def test_an_address_that_is_none_is_refused_and_the_words_are_saved(typed: str, pair: Pair, signed_in: SignIn) -> None:
    choice = next(choice for choice in pair.worksheet().choices if choice.kind == "address")
    answer = send(signed_in("translator"), pair, {"When": "Pryd"}, **{f"v-{choice.variable.key}": typed})
    assert answer.status_code == 422
    assert pair.row("When").text == "Pryd"
    assert next(choice for choice in pair.worksheet().choices if choice.kind == "address").own is None


def test_a_picture_one_may_not_choose_is_refused(tree: Tree, signed_in: SignIn) -> None:
    pair = make_pair(tree, picture=make_picture(), picture_alt="A chair")
    choice = next(choice for choice in pair.worksheet().choices if choice.kind == "picture")
    answer = send(signed_in("translator"), pair, **{f"v-{choice.variable.key}": "99999"})
    assert answer.status_code == 422
    assert "You cannot choose this file" in answer.content.decode()
