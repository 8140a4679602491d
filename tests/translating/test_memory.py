"""The memory of translations: filled from what readers read, quick to ask, and never fuller than it may be."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from languages.models.revision_text import TranslationKind
from languages.recording import record_baselines, record_translation
from languages.state import refresh
from languages.translating import memory
from languages.translating.memory import Memory, suggestions_for
from languages.translating.remembering import never_remembered, remember, remember_all
from languages.translating.segments import Segment
from tests.factories import make_picture
from tests.home.building import Tree
from tests.translating.building import Pair, make_english, make_pair, put_live

HEADING = {"type": "heading", "value": {"text": "Pwy sy'n dod", "level": "2"}, "id": "cy-heading"}
TEXT = {"type": "text", "value": "<p>Dewch â <b>chadair</b>.</p><p>Gweler y rhestr.</p>", "id": "cy-text"}
FACTS = {
    "type": "facts",
    "value": {"heading": "", "facts": [{"label": "Pryd", "value": "Ddydd Sadwrn"}]},
    "id": "cy-facts",
}
PIECES, TEXTS = 20_000, 40
MOST_CPU = 1.5
"""Seconds for a worksheet of 40 texts beside 20,000 remembered ones, the best of three readings."""


def by_hand(tree: Tree, *blocks: dict[str, Any], **values: Any) -> Any:
    """Make a live page and its live Welsh as somebody writes it in the page editor, with blocks of its own."""
    english = make_english(tree, slug="before")
    texts = {"title": "Tynnwch gadair", "slug": "tynnwch-gadair", "summary": "Tudalen am gadeiriau.", **values}
    welsh = type(english)(
        body=json.dumps(list(blocks)),
        locale_id=tree.sections["cy"].locale_id,
        translation_key=english.translation_key,
        **texts,
    )
    tree.sections["cy"].add_child(instance=welsh)
    welsh = put_live(welsh)
    record_baselines(welsh)
    refresh([welsh.translation_key])
    return welsh


def suggested(tree: Tree, *texts: str) -> list[str]:
    """Return what is suggested first for each of these texts of a page like the one before."""
    pair = make_pair(tree, title="Another", slug="another")
    found = suggestions_for(pair.worksheet())
    return [found[pair.row(text).key][0].text for text in texts]


def test_a_translation_written_by_hand_is_remembered_at_night_and_once(tree: Tree) -> None:
    welsh = by_hand(tree, HEADING, TEXT, FACTS)
    assert remember_all() == (1, 7)
    assert suggested(tree, "On Saturday", "Who comes") == ["Ddydd Sadwrn", "Pwy sy'n dod"]
    assert welsh.pk not in never_remembered().values_list("pk", flat=True)


def test_what_is_not_built_alike_is_remembered_only_where_it_is_sure(tree: Tree) -> None:
    by_hand(tree, TEXT, HEADING, {**HEADING, "id": "cy-more"})
    remember_all()
    assert set(StringTranslation.objects.values_list("data", flat=True)) == {"Tynnwch gadair", "Tudalen am gadeiriau."}


def test_a_translation_that_goes_live_is_remembered(
    tree: Tree, pair: Pair, django_capture_on_commit_callbacks: Any
) -> None:
    page = pair.fresh()
    page.title, page.summary, page.body = "Tynnwch gadair", "Tudalen am gadeiriau.", json.dumps([HEADING, TEXT, FACTS])
    with django_capture_on_commit_callbacks(execute=True):
        revision = page.save_revision()
        record_translation(page, source_revision=pair.english.live_revision, ready=True)
        assert not revision.publish().is_waiting
    assert suggested(tree, "When") == ["Pryd"]


def test_what_is_known_is_left_to_whoever_writes_a_newer_draft(tree: Tree) -> None:
    welsh = by_hand(tree, HEADING, TEXT, FACTS)
    remember_all()
    welsh.title = "Estynnwch gadair"
    put_live(welsh)
    Page.objects.filter(pk=welsh.pk).update(has_unpublished_changes=True)
    assert remember(welsh) == 0
    Page.objects.filter(pk=welsh.pk).update(has_unpublished_changes=False)
    assert remember(welsh) == 1
    assert StringTranslation.objects.get(translation_of__data="Pull up a chair").data == "Estynnwch gadair"


def test_neither_originals_nor_unchecked_machines_nor_pages_taken_down_are_remembered(tree: Tree) -> None:
    welsh = by_hand(tree, HEADING, TEXT, FACTS)
    record_translation(welsh, source_revision=None, kind=TranslationKind.MACHINE_UNCHECKED)
    assert remember(welsh) == 0
    record_translation(welsh, source_revision=None, kind=TranslationKind.PERSON)
    assert remember(Page.objects.get(translation_key=welsh.translation_key, locale__language_code="en")) == 0
    Page.objects.filter(pk=welsh.pk).update(live=False)
    assert remember(welsh) == 0
    assert not StringTranslation.objects.exists()


def test_the_picture_a_language_has_for_itself_stays_its_own(tree: Tree) -> None:
    english = make_english(tree, slug="before", picture=make_picture("red"), picture_alt="A chair")
    own = make_picture("blue")
    welsh = english.copy_for_translation(tree.sections["cy"].locale)
    welsh.picture, welsh.picture_alt = own, "Cadair"
    welsh = put_live(welsh)
    record_translation(welsh, source_revision=english.live_revision, ready=True)
    refresh([welsh.translation_key])
    remember_all()
    pair = Pair(english, welsh)
    assert [choice.own for choice in pair.worksheet().choices if choice.variable.path == "picture"] == [own.pk]


def test_the_same_words_are_found_however_long_ago(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand(tree, HEADING, TEXT, FACTS)
    remember_all()
    monkeypatch.setattr(memory, "REMEMBERED", 0)
    assert suggested(tree, "When") == ["Pryd"]


class Asked:
    """As much of a row as the memory looks at."""

    text = ""

    def __init__(self, words: str) -> None:
        self.segment = Segment("body", 0, words, False, words)


def test_a_full_memory_is_asked_quickly() -> None:
    words = [f"word{number}" for number in range(5000)] + ["the", "of", "and"] * 500
    pairs = [
        (" ".join(words[(number * 7919 + place * 1597) % len(words)] for place in range(25)), f"gair {number}")
        for number in range(PIECES)
    ]
    rows: list[Any] = [Asked(f"{source} more") for source, _text in pairs[:TEXTS]]

    def seconds() -> float:
        begun = process_time()
        known = Memory(pairs)
        assert [known.like(row)[0].text for row in rows] == [text for _source, text in pairs[:TEXTS]]
        return process_time() - begun

    spent = min(seconds() for _reading in range(3))
    print(f"{TEXTS} texts beside {PIECES}: {spent:.3f} s")
    assert spent < MOST_CPU
