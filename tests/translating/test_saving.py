"""Saving: nothing that was typed is lost, nothing broken gets on the page, and nobody overwrites anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from languages.models import RevisionText
from languages.models.revision_text import TranslationKind
from languages.translating.models import Work
from languages.translating.rows import RowState
from tests.home.building import Tree, fresh, make_person, submit
from tests.translating.building import Pair, change_english, form_of, make_pair, send, translate_all

SignIn = Callable[..., Client]

RICH = 'See <a id="a1">the list</a>.'


def url(pair: Pair) -> str:
    return reverse("translating:edit", args=[pair.welsh.pk])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ('Gweler <a id="a1">y rhestr.', "not closed"),
        ('Gweler <b><a id="a1">y</b> rhestr</a>.', "wrong order"),
        ("Gweler y rhestr.", "is missing"),
        ('<a id="a1">Un</a> <a id="a2">dau</a>', "has no link"),
        ('<script>x</script> <a id="a1">y</a>', "may not stand here"),
        ('Mae 3 < 4 <a id="a1">y</a>', "not closed"),
        ('<a id="a1" onclick="x()">y</a>', "may not stand here"),
    ],
)
def test_broken_markup_is_kept_and_not_put_on_the_page(typed: str, fault: str, pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    assert send(client, pair, {RICH: typed}).status_code == 302
    row = pair.row(RICH)
    assert (row.state, row.text) == (RowState.FAULTY, typed)
    assert fault in " ".join(row.faults)
    assert "y rhestr</a>" in pair.fresh().body[1].value.source
    shown = client.get(url(pair)).content.decode()
    assert fault in shown
    send(client, pair, {RICH: 'Dyma <a id="a1">restr</a>.'})
    assert pair.row(RICH).state == RowState.DONE


def test_a_placeholder_must_stay(tree: Tree, signed_in: SignIn) -> None:
    pair = make_pair(tree, summary="Hello {name}, again.")
    send(signed_in("translator"), pair, {"Hello {name}, again.": "Helo {enw}."})
    row = pair.row("Hello {name}, again.")
    assert row.state == RowState.FAULTY
    assert "The placeholder {name} is missing." in row.faults
    assert pair.fresh().summary == ""


def test_too_long_is_said_and_kept(pair: Pair, signed_in: SignIn) -> None:
    send(signed_in("translator"), pair, {"When": "P" * 61})
    row = pair.row("When")
    assert row.text == "P" * 61
    assert "Too long: 60 characters fit. Take out at least 1." in row.faults


def test_plain_text_may_hold_any_sign(pair: Pair, signed_in: SignIn) -> None:
    send(signed_in("translator"), pair, {"When": "Pryd < 3 & <b>"})
    assert pair.fresh().body[2].value["facts"][0]["label"] == "Pryd < 3 & <b>"


def test_somebody_elses_newer_words_are_not_overwritten(pair: Pair, signed_in: SignIn) -> None:
    mine, theirs = signed_in("translator", 1), signed_in("translator", 2)
    old = form_of(pair)
    send(theirs, pair, {"When": "Pa bryd", "Who comes": "Pwy"})
    old[f"w-{pair.row('When').key}"] = "Pryd"
    answer = mine.post(url(pair), old)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert 'value="Pryd"' in shown
    assert "Pa bryd" in shown
    assert pair.row("When").text == "Pa bryd"
    assert pair.row("Who comes").text == "Pwy"


def test_words_in_different_places_are_put_together(pair: Pair, signed_in: SignIn) -> None:
    mine, theirs = signed_in("translator", 1), signed_in("translator", 2)
    old = form_of(pair)
    send(theirs, pair, {"Who comes": "Pwy"})
    old[f"w-{pair.row('When').key}"] = "Pryd"
    assert mine.post(url(pair), old).status_code == 302
    assert (pair.row("When").text, pair.row("Who comes").text) == ("Pryd", "Pwy")


def test_the_second_translator_is_told_who_is_there(pair: Pair, signed_in: SignIn) -> None:
    signed_in("translator", 1).get(url(pair))
    shown = signed_in("translator", 2).get(url(pair)).content.decode()
    assert "translator-1 has this page open too" in shown
    assert "has this page open too" not in signed_in("translator", 1).get(url(pair)).content.decode().replace(
        "translator-2 has this page open too", ""
    )


def test_words_stay_when_the_original_changes_meanwhile(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    old = form_of(pair, {"A page about chairs.": "Tudalen am gadeiriau."})
    change_english(pair.english, summary="A page about benches.")
    answer = client.post(url(pair), old)
    assert answer.status_code == 302
    assert any("original changed" in str(message) for message in get_messages(answer.wsgi_request))
    row = pair.row("A page about benches.")
    assert (row.state, row.text) == (RowState.CHECK, "Tudalen am gadeiriau.")


def test_words_are_shown_again_when_the_page_was_deleted(pair: Pair, signed_in: SignIn) -> None:
    data = form_of(pair, {"When": "Pryd yn union"})
    address = url(pair)
    Page.objects.get(pk=pair.welsh.pk).delete()
    answer = signed_in("translator").post(address, data)
    assert answer.status_code == 410
    assert "Pryd yn union" in answer.content.decode()


def test_words_are_shown_again_when_the_original_was_deleted(pair: Pair, signed_in: SignIn) -> None:
    data = form_of(pair, {"When": "Pryd yn union"})
    Page.objects.get(pk=pair.english.pk).delete()
    client = signed_in("translator")
    answer = client.post(url(pair), data)
    assert answer.status_code == 410
    assert "Pryd yn union" in answer.content.decode()
    assert client.get(url(pair)).url == reverse("wagtailadmin_pages:edit", args=[pair.welsh.pk])


def test_moving_the_original_changes_nothing(tree: Tree, pair: Pair, signed_in: SignIn) -> None:
    data = form_of(pair, {"When": "Pryd"})
    Page.objects.get(pk=pair.english.pk).move(tree.homes["en"], pos="last-child")
    assert signed_in("translator").post(url(pair), data).status_code == 302
    assert pair.row("When").text == "Pryd"


def test_a_page_in_review_is_not_changed_and_the_words_are_shown(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    submit(fresh(pair.welsh), make_person("editor"))
    answer = send(client, pair, {"When": "Pryd yn union"})
    assert answer.status_code == 409
    assert "Pryd yn union" in answer.content.decode()
    assert pair.row("When").text == "Pryd"


def test_an_address_that_is_taken_is_refused_and_the_words_are_shown(pair: Pair, tree: Tree, signed_in: SignIn) -> None:
    make_pair(tree, slug="taken", title="Other")
    answer = send(signed_in("translator"), pair, {"When": "Pryd yn union"}, slug="taken")
    assert answer.status_code == 422
    assert "Pryd yn union" in answer.content.decode()


def test_every_save_says_what_it_was_made_from_and_by_whom(pair: Pair, signed_in: SignIn) -> None:
    send(signed_in("translator"), pair, {"When": "Pryd"})
    said = RevisionText.objects.filter(page=pair.welsh).latest("pk")
    assert (said.source_revision, said.kind, said.is_ready) == (
        pair.english.latest_revision,
        TranslationKind.PERSON,
        False,
    )
    assert said.by == Work.objects.get(page=pair.welsh).person == make_person("translator")


def test_the_preview_shows_what_is_typed_and_saves_nothing(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    address = reverse("translating:preview", args=[pair.welsh.pk])
    shown = client.post(address, form_of(pair, {"Who comes": "Pwy sy'n dod yma"})).content.decode()
    assert "Pwy sy&#x27;n dod yma" in shown
    assert 'lang="cy"' in shown
    assert pair.row("Who comes").state == RowState.MISSING
    assert client.get(address).status_code == 200


def test_optional_words_are_filled_in_for_this_language_alone(pair: Pair, signed_in: SignIn) -> None:
    key = next(row.key for row in pair.worksheet().rows if row.segment.path == "short_title")
    send(signed_in("translator"), pair, **{f"w-{key}": "Cadair"})
    assert pair.fresh().short_title == "Cadair"
    send(signed_in("translator"), pair, {"When": "Pryd"})
    assert pair.fresh().short_title == "Cadair"
