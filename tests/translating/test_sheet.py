"""What a translator is shown: every text, where it stands, what it was translated from, and how it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import StrandPage
from languages.translating.rows import RowState
from languages.translating.starting import start
from tests.home.building import Tree, fresh, make_strand
from tests.translating.building import (
    BODY,
    WELSH,
    Pair,
    change_english,
    make_english,
    make_pair,
    put_live,
    send,
    translate_all,
)

SignIn = Callable[..., Client]


def states(pair: Pair) -> dict[str, RowState]:
    return {row.segment.text: row.state for row in pair.worksheet().rows if not row.is_optional}


def test_a_translation_begins_empty_and_offline(pair: Pair) -> None:
    assert not pair.welsh.live
    assert set(states(pair)) == set(WELSH)
    assert set(states(pair).values()) == {RowState.MISSING}
    assert "chair" not in json.dumps(pair.fresh().body.get_prep_value())
    assert pair.fresh().summary == ""


def test_every_text_says_where_it_stands(pair: Pair) -> None:
    places = {row.segment.text: (row.place.part, row.place.label) for row in pair.worksheet().rows}
    assert places["A page about chairs."] == ("Summary", "Summary")
    assert places["Who comes"] == ("Text", "1. Heading › Heading")
    assert places["On Saturday"] == ("Text", "3. Facts › Facts › 1. Fact › Fact")


def test_what_is_translated_stands_in_the_draft_and_nothing_goes_live(pair: Pair, signed_in: SignIn) -> None:
    assert translate_all(signed_in("translator"), pair).status_code == 302
    assert set(states(pair).values()) == {RowState.DONE}
    draft = pair.fresh()
    assert draft.title == "Tynnwch gadair"
    assert "Dewch â <b>chadair</b> &amp; chawl." in draft.body[1].value.source
    assert 'href="https://example.org/en"' in draft.body[1].value.source
    assert draft.body[2].value["facts"][0]["value"] == "Ddydd Sadwrn"
    assert not fresh(pair.welsh).live


def test_a_changed_original_shows_the_old_words_and_keeps_the_translation(pair: Pair, signed_in: SignIn) -> None:
    translate_all(signed_in("translator"), pair)
    change_english(pair.english, summary="A page about benches.")
    row = pair.row("A page about benches.")
    assert (row.state, row.text, row.earlier) == (RowState.CHECK, "Tudalen am gadeiriau.", "A page about chairs.")
    assert states(pair)["Who comes"] == RowState.DONE


def test_a_new_paragraph_moves_nothing(pair: Pair, signed_in: SignIn) -> None:
    translate_all(signed_in("translator"), pair)
    body = json.loads(json.dumps(BODY))
    body[1]["value"] = "<p>Nobody minds.</p>" + body[1]["value"]
    change_english(pair.english, body)
    assert states(pair)["Nobody minds."] == RowState.MISSING
    assert pair.row("Bring a <b>chair</b> &amp; soup.").text == WELSH["Bring a <b>chair</b> &amp; soup."]
    assert states(pair)['See <a id="a1">the list</a>.'] == RowState.DONE


def test_saving_half_keeps_what_is_to_be_checked(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    change_english(pair.english, summary="A page about benches.", title="Pull up a bench")
    send(client, pair, {"Pull up a bench": "Tynnwch fainc"})
    assert states(pair)["Pull up a bench"] == RowState.DONE
    row = pair.row("A page about benches.")
    assert (row.state, row.earlier) == (RowState.CHECK, "A page about chairs.")


def test_words_that_are_still_right_are_confirmed(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    change_english(pair.english, summary="A page about benches.")
    key = pair.row("A page about benches.").key
    send(client, pair, **{f"ok-{key}": "1"})
    assert states(pair)["A page about benches."] == RowState.DONE


def test_a_page_written_by_hand_is_paired_block_by_block(tree: Tree, signed_in: SignIn) -> None:
    english = make_english(tree)
    body: list[dict[str, Any]] = [
        {"type": "heading", "value": {"text": "Pwy sy'n dod", "level": "2"}, "id": "w-1"},
        {"type": "text", "value": "<p>Dewch â <b>chadair</b>.</p><p>Gweler y rhestr.</p>", "id": "w-2"},
        {"type": "quote", "value": {"words": "Dim ond yn Gymraeg", "attribution": ""}, "id": "w-3"},
        {"type": "facts", "value": {"heading": "", "facts": [{"label": "Pryd", "value": "Sadwrn"}]}, "id": "w-4"},
    ]
    key = english.translation_key
    welsh = make_english(tree, body, "cy", title="Tynnwch", slug="tynnwch", translation_key=key)
    pair = Pair(english, welsh)
    said = {row.segment.text: row.text for row in pair.worksheet().rows}
    assert said["Who comes"] == "Pwy sy'n dod"
    assert said["On Saturday"] == "Sadwrn"
    assert [left.id for left in pair.worksheet().leftovers] == ["w-3"]
    send(signed_in("translator"), pair, {"When": "Pa bryd"})
    kinds = [block.block_type for block in pair.fresh().body]
    assert kinds == ["heading", "text", "quote", "facts"]
    assert pair.fresh().body[3].value["facts"][0]["label"] == "Pa bryd"


def test_a_block_only_the_translation_has_can_be_taken_out(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    change_english(pair.english, BODY[:2])
    assert [left.id for left in pair.worksheet().leftovers] == ["b-facts"]
    send(client, pair, **{"out-b-facts": "1"})
    assert [block.block_type for block in pair.fresh().body] == ["heading", "text"]


def test_words_changed_in_the_page_editor_count(pair: Pair, signed_in: SignIn) -> None:
    translate_all(signed_in("translator"), pair)
    draft = pair.fresh()
    draft.summary = "Tudalen gadeiriau."
    draft.save_revision()
    row = pair.row("A page about chairs.")
    assert (row.text, row.state) == ("Tudalen gadeiriau.", RowState.DONE)


def test_a_strand_page_with_dates_is_translated(tree: Tree, signed_in: SignIn) -> None:
    values = {"date": "2026-12-05", "title": "The Long Lunch", "detail": "Example Row", "host": ""}
    strand = StrandPage(
        title="Act",
        full_title="Do it",
        summary="Doing.",
        strand=make_strand(),
        events=json.dumps([{"type": "event", "value": values, "id": "e-1"}]),
        locale=tree.sections["en"].locale,
    )
    tree.sections["en"].add_child(instance=strand)
    put_live(strand)
    pair = Pair(strand, start(strand, tree.homes["cy"].locale, None).specific)
    send(signed_in("translator"), pair, {"The Long Lunch": "Y Cinio Hir"})
    event = pair.fresh().events[0].value
    assert (event["title"], event["date"]) == ("Y Cinio Hir", date(2026, 12, 5))


def test_a_long_page_asks_the_database_no_more_than_a_short_one(tree: Tree, signed_in: SignIn) -> None:
    client = signed_in("translator")

    def asked(pair: Pair) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("translating:edit", args=[pair.welsh.pk])).status_code == 200
        return len(queries)

    headings = [
        {**BODY[0], "id": f"h-{number}", "value": {"text": f"Part {number}", "level": "2"}} for number in range(40)
    ]
    short, long = make_pair(tree, slug="short"), make_pair(tree, body=[*BODY, *headings], slug="long")
    asked(short), asked(long)  # the first visit of somebody is noted
    assert asked(long) <= asked(short)


def test_a_person_without_a_portrait_is_translated(tree: Tree, signed_in: SignIn) -> None:
    person = {"name": "Ash", "role": "Baker", "organisation": "", "text": ""}
    people = {"type": "people", "value": {"people": [{**person, "portrait": None}, person]}, "id": "b-people"}
    pair = make_pair(tree, body=[people])
    assert send(signed_in("translator"), pair, {"Ash": "Ash", "Baker": "Pobydd"}).status_code == 302
    shown = pair.fresh().body[0].value["people"]
    assert [(one["role"], one["portrait"]) for one in shown] == [("Pobydd", None)] * 2
