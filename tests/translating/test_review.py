"""Translators do not publish: what is complete goes to the review every page goes through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from home.permissions import may_publish_without_review
from languages.models import RevisionText
from languages.translating.rows import RowState
from tests.home.building import fresh, make_person
from tests.translating.building import WELSH, Pair, change_english, put_live, send, translate_all

SignIn = Callable[..., Client]


def test_what_is_not_complete_stays_a_draft_and_says_what_is_missing(pair: Pair, signed_in: SignIn) -> None:
    answer = send(signed_in("translator"), pair, {"When": "Pryd"}, do="send")
    assert answer.status_code == 422
    assert "6 texts are missing." in answer.content.decode()
    assert pair.row("When").text == "Pryd"
    assert not fresh(pair.welsh).workflow_in_progress


def test_what_is_complete_goes_to_review_and_is_called_ready(pair: Pair, signed_in: SignIn) -> None:
    assert translate_all(signed_in("translator"), pair, do="send").status_code == 302
    page = fresh(pair.welsh)
    assert page.workflow_in_progress
    assert not page.live
    assert RevisionText.objects.filter(page=page).latest("pk").is_ready


def test_the_translator_does_not_approve_and_the_moderator_does(pair: Pair, signed_in: SignIn) -> None:
    translate_all(signed_in("translator"), pair, do="send")
    address = reverse("translating:edit", args=[pair.welsh.pk])
    assert "Ask for changes" not in signed_in("translator").get(address).content.decode()
    moderator = signed_in("moderator")
    assert "You may approve it." in moderator.get(address).content.decode()
    state = fresh(pair.welsh).current_workflow_task_state
    moderator.post(reverse("wagtailadmin_pages:workflow_action", args=[pair.welsh.pk, "approve", state.pk]))
    assert fresh(pair.welsh).live


def test_reviewers_see_what_would_change_for_readers(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    put_live(pair.fresh())
    send(client, pair, {"When": "Pa bryd"}, do="send")
    shown = signed_in("moderator").get(reverse("translating:edit", args=[pair.welsh.pk])).content.decode()
    assert "<del>Pryd</del><ins>Pa bryd</ins>" in shown


def test_changes_asked_for_are_made_and_sent_again(pair: Pair, signed_in: SignIn) -> None:
    translate_all(signed_in("translator"), pair, do="send")
    state = fresh(pair.welsh).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[pair.welsh.pk, "reject", state.pk])
    signed_in("moderator").post(address, {"comment": "Try again."})
    assert not fresh(pair.welsh).workflow_in_progress
    assert send(signed_in("translator"), pair, {"When": "Pa bryd"}, do="send").status_code == 302
    assert fresh(pair.welsh).workflow_in_progress


def test_complete_without_review_is_only_said(pair: Pair, signed_in: SignIn) -> None:
    translate_all(signed_in("translator"), pair, do="complete")
    page = fresh(pair.welsh)
    assert not page.live
    assert not page.workflow_in_progress
    assert RevisionText.objects.filter(page=page).latest("pk").is_ready


def test_a_change_of_the_original_has_to_be_looked_at_before_sending(pair: Pair, signed_in: SignIn) -> None:
    client = signed_in("translator")
    translate_all(client, pair)
    change_english(pair.english, summary="A page about benches.")
    answer = send(client, pair, do="send")
    assert "1 text has to be looked at" in answer.content.decode()
    key = pair.row("A page about benches.").key
    assert send(client, pair, do="send", **{f"ok-{key}": "1"}).status_code == 302
    assert pair.row("A page about benches.").state == RowState.DONE


@pytest.mark.parametrize("role", ["translator", "editor", "moderator"])
def test_nobody_but_administrators_publishes_at_once(role: str, pair: Pair, signed_in: SignIn) -> None:
    assert not may_publish_without_review(make_person(role), fresh(pair.welsh))
    send(signed_in(role), pair, WELSH, do="publish")
    assert not fresh(pair.welsh).live


def test_saving_tells_what_is_left(pair: Pair, signed_in: SignIn) -> None:
    answer = send(signed_in("translator"), pair, {"When": "Pryd"})
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["The draft is saved. Nothing was published. 6 texts are left."]
