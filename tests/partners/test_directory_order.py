"""The order of the directory, and its letters: those of its language."""

from __future__ import annotations

from django.test import Client

from languages.alphabet import SEPARATOR
from tests.partners.building import (
    Tree,
    make_partner,
)
from tests.partners.directory_page import headings, names, shown

# LANGUAGES.md, rule 11: the order of the Welsh alphabet.
WELSH_ORDER = ["cwm", "chwarae", "dwr", "dydd", "ddoe", "fy", "ffordd", "lori", "lwc", "llan", "naw"]
WELSH_HEADINGS = ["C", "Ch", "D", "Dd", "F", "Ff", "L", "Ll", "N"]


def test_directory_welsh_order_and_headings(tree: Tree, client: Client) -> None:
    for name in reversed(WELSH_ORDER):
        make_partner(tree.directories["cy"], name)
    context = shown(client, "cy")
    assert names(context) == WELSH_ORDER
    assert headings(context) == WELSH_HEADINGS


def test_directory_english_order_of_the_same_names(tree: Tree, client: Client) -> None:
    for name in WELSH_ORDER:
        make_partner(tree.directories["en"], name)
    context = shown(client)
    assert names(context) == sorted(WELSH_ORDER)
    assert headings(context) == ["C", "D", "F", "L", "N"]


def test_directory_ignores_leading_articles(tree: Tree, client: Client) -> None:
    for name in ("The Zebra Club", "Yr Afon", "Y Bont", "Marlby"):
        make_partner(tree.directories["cy"], name)
    assert names(shown(client, "cy")) == ["Yr Afon", "Y Bont", "Marlby", "The Zebra Club"]


def test_directory_ignores_case_and_marks(tree: Tree, client: Client) -> None:
    for name in ("Ŵyl", "wal", "Âb", "ac"):
        make_partner(tree.directories["cy"], name)
    assert names(shown(client, "cy")) == ["Âb", "ac", "wal", "Ŵyl"]


def test_directory_look_alike_takes_sort_as(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["cy"], "Bangor Choir", sort_as_cy=f"Ban{SEPARATOR}gor Choir")
    make_partner(tree.directories["cy"], "Bann Choir")
    make_partner(tree.directories["cy"], "Bag Choir")
    assert names(shown(client, "cy")) == ["Bag Choir", "Bangor Choir", "Bann Choir"]


def test_directory_other_names_come_last(tree: Tree, client: Client) -> None:
    for name in ("21 Steps", "Zebra", "اردو"):
        make_partner(tree.directories["en"], name)
    context = shown(client)
    assert headings(context) == ["Z", "#"]
    assert context["letters"][-1].anchor == "letter-other"
    assert context["letters"][-1].has_partners


def test_letters_say_which_have_partners(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["cy"], "Llan")
    letters = shown(client, "cy")["letters"]
    assert [letter.letter for letter in letters if letter.has_partners] == ["Ll"]
    assert "Ch" in [letter.letter for letter in letters]
    assert "#" not in [letter.letter for letter in letters]


def test_letters_lead_to_the_headings(tree: Tree, client: Client) -> None:
    make_partner(tree.directories["cy"], "Llan")
    page = client.get("/cy/partners/").content.decode()
    assert 'href="#letter-ll"' in page
    assert 'id="letter-ll"' in page
