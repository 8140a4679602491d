"""PO files: out, and in again, all or nothing, after somebody has seen what would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from languages.translating.rows import RowState
from tests.home.building import Tree, fresh, make_person, submit
from tests.translating.building import WELSH, Pair, change_english, make_pair, translate_all

SignIn = Callable[..., Client]

RICH = 'See <a id="a1">the list</a>.'


def exported(client: Client, pair: Pair) -> str:
    answer = client.get(reverse("translating:po", args=[pair.welsh.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def filled(text: str, words: dict[str, str]) -> str:
    file = polib.pofile(text)
    for entry in file:
        entry.msgstr = words.get(entry.msgid, entry.msgstr)
    return str(file)


def upload(client: Client, pair: Pair, data: str | bytes) -> Any:
    content = data.encode() if isinstance(data, str) else data
    return client.post(
        reverse("translating:import", args=[pair.welsh.pk]), {"file": SimpleUploadedFile("page.po", content)}
    )


def take_in(client: Client, pair: Pair, text: str) -> Any:
    return client.post(reverse("translating:import", args=[pair.welsh.pk]), {"text": text, "do": "import"})


def test_the_file_says_where_each_text_stands_and_what_is_to_be_checked(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    change_english(pair.english, summary="A page about benches.")
    file = polib.pofile(exported(client, pair))
    assert {entry.msgid for entry in file} == {*WELSH, "A page about benches."} - {"A page about chairs."}
    entry = next(entry for entry in file if entry.msgid == "A page about benches.")
    assert (entry.fuzzy, entry.previous_msgid, entry.comment) == (True, "A page about chairs.", "Summary: Summary")
    assert file.metadata["Language"] == "cy"


def test_a_file_is_shown_first_and_then_taken_in(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    text = filled(exported(client, pair), WELSH)
    shown = upload(client, pair, text)
    assert shown.status_code == 200
    assert "Texts that would change: 7" in shown.content.decode()
    assert pair.row("When").state == RowState.MISSING
    assert take_in(client, pair, text).status_code == 302
    assert {row.state for row in pair.worksheet().rows} == {RowState.DONE}
    assert not fresh(pair.welsh).live


def test_what_is_not_fuzzy_any_more_counts_as_checked(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    change_english(pair.english, summary="A page about benches.")
    file = polib.pofile(exported(client, pair))
    take_in(client, pair, str(file))
    assert pair.row("A page about benches.").state == RowState.CHECK
    next(entry for entry in file if entry.fuzzy).flags.clear()
    take_in(client, pair, str(file))
    assert pair.row("A page about benches.").state == RowState.DONE


def test_a_file_for_another_page_is_refused(tree: Tree, pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    other = make_pair(tree, slug="other", title="Other")
    answer = upload(client, pair, filled(exported(client, other), WELSH))
    assert answer.status_code == 422
    assert "belongs to another page" in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("X-Page:", "X-Other:"), "does not say which page"),
        (lambda text: "Dear editor, here it is", "not a PO file"),
        (lambda text: text + '\nmsgctxt "x\nmsgid', "cannot be read"),
        (lambda text: text.encode("utf-16"), "not saved as UTF-8"),
        (lambda text: text.replace("Pryd", "Tŷ").encode("iso8859-14", "replace"), "not saved as UTF-8"),
        (lambda text: text + "#" * 1_000_001, "too large"),
        (lambda text: filled(text, {RICH: 'Gweler <a id="a1">y rhestr.'}), "not closed"),
        (lambda text: filled(text, {RICH: "Gweler y rhestr."}), "is missing"),
        (lambda text: filled(text, {RICH: '<a id="a1">x</a><img src=x onerror=alert(1)>'}), "may not stand here"),
        (lambda text: filled(text, {"When": "P" * 61}), "Too long"),
        (lambda text: filled(text, {"When": "<b>Pryd"}), "not closed"),
    ],
)
def test_a_bad_file_is_refused_whole(change: Any, words: str, pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    answer = upload(client, pair, change(filled(exported(client, pair), WELSH)))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert {row.state for row in pair.worksheet().rows if not row.is_optional} == {RowState.MISSING}


def test_a_bad_file_says_the_line_and_every_fault(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    text = filled(exported(client, pair), {RICH: "Gweler.", "When": "P" * 61})
    shown = upload(client, pair, text).content.decode()
    assert shown.count("Line ") == 2


def test_a_missing_placeholder_is_refused(tree: Tree, signed_in: SignIn) -> None:
    pair = make_pair(tree, summary="Hello {name}.")
    client = signed_in("translator")
    answer = take_in(client, pair, filled(exported(client, pair), {"Hello {name}.": "Helo."}))
    assert answer.status_code == 422
    assert "{name} is missing" in answer.content.decode()


def test_texts_the_original_does_not_have_any_more_are_told_and_left_out(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    text = filled(exported(client, pair), WELSH)
    change_english(pair.english, summary="A page about benches.")
    shown = upload(client, pair, text).content.decode()
    assert "Texts of the file that the original does not have: 1" in shown
    take_in(client, pair, text)
    assert pair.row("When").text == "Pryd"
    assert pair.row("A page about benches.").state == RowState.MISSING


def test_nothing_is_taken_in_during_a_review(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    text = filled(exported(client, pair), WELSH)
    submit(fresh(pair.welsh), make_person("editor"))
    assert take_in(client, pair, text).status_code == 422
    assert pair.row("When").state == RowState.MISSING


def test_no_file_is_no_error_of_ours(pair: Pair, signed_in: SignIn) -> None:
    answer = signed_in("translator").post(reverse("translating:import", args=[pair.welsh.pk]))
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()
