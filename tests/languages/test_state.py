"""Where a page stands in each language: derived from its versions, and never changed by what is not a change of words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.models import Page

from home.models import StandardPage
from languages.gate.action import gate_passed
from languages.models import RevisionText, TranslationKind, TranslationState, TranslationStatus
from languages.recording import mark_minor, record_translation
from languages.state import PageState, refresh, refresh_all, source_of, states_of
from tests.factories import SmallSite, make_standard_page, make_story


def state_of(page: Page, code: str = "cy") -> PageState:
    return states_of([page])[page.translation_key][code]


def text_block(text: str) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])


def make_pair(tree: SmallSite, **values: Any) -> tuple[StandardPage, StandardPage]:
    """Return an English page and its Welsh translation, both live, the one recorded as a translation of the other."""
    english = make_standard_page(tree.homes["en"], title="Tea", **values)
    welsh = make_standard_page(tree.homes["cy"], english, title="Te")
    return english, welsh


def change(page: StandardPage, title: str) -> Any:
    page.title = title
    return page.save_revision()


def test_page_without_translation_lacks_all_its_words(site_tree: SmallSite) -> None:
    page = make_standard_page(site_tree.homes["en"], title="Two words", summary="And three more.", live=False)
    page.save_revision()
    found = state_of(page)
    assert (found.state, found.words, found.words_outstanding) == (TranslationState.NONE, 5, 5)
    assert state_of(page, "en").state == TranslationState.IN_PROGRESS


def test_pages_from_before_anything_was_recorded_are_up_to_date(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree)
    assert state_of(english).state == TranslationState.PUBLISHED


def test_a_draft_of_the_original_leaves_the_translation_up_to_date(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree)
    change(english, "Coffee")
    assert state_of(english).state == TranslationState.PUBLISHED


def go_live(page: StandardPage, revision: Any) -> None:
    """Put a version live past the gate, as an exception does."""
    page.refresh_from_db()
    with gate_passed():
        Page.publish(page, revision)
    refresh([page.translation_key])


def test_a_change_that_is_live_makes_the_translation_stale(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree, summary="Nothing changes here.")
    go_live(english, change(english, "Coffee with milk"))
    found = state_of(english)
    assert (found.state, found.words_outstanding) == (TranslationState.STALE, 3)
    assert found.since is not None


def test_saving_without_a_change_of_words_makes_nothing_stale(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree, body=text_block("One. <a href='/two'>Two</a>."))
    english.refresh_from_db()
    english.slug = "another-address"
    go_live(english, english.save_revision())
    assert state_of(english).state == TranslationState.PUBLISHED
    assert RevisionText.objects.filter(page=english).values("digest").distinct().count() == 1


def test_a_minor_edit_makes_nothing_stale_even_after_a_draft_on_the_way(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree)
    change(english, "Teq")
    english.is_minor_edit = True
    go_live(english, change(english, "Tea, with a comma"))
    assert state_of(english).state == TranslationState.PUBLISHED


def test_an_edit_can_be_called_minor_and_not_minor_afterwards(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree)
    revision = change(english, "Tea, with a comma")
    go_live(english, revision)
    mark_minor(revision)
    assert state_of(english).state == TranslationState.PUBLISHED
    mark_minor(revision, False)
    assert state_of(english).state == TranslationState.STALE


def test_going_back_to_earlier_words_makes_the_translation_current_again(site_tree: SmallSite) -> None:
    english, _welsh = make_pair(site_tree)
    for title, state in (("Coffee", TranslationState.STALE), ("Tea", TranslationState.PUBLISHED)):
        go_live(english, change(english, title))
        assert state_of(english).state == state


@pytest.mark.parametrize(
    ("kind", "ready", "state", "outstanding"),
    [
        (TranslationKind.PERSON, False, TranslationState.IN_PROGRESS, 3),
        (TranslationKind.PERSON, True, TranslationState.READY, 0),
        (TranslationKind.MACHINE_UNCHECKED, True, TranslationState.MACHINE, 3),
        (TranslationKind.MACHINE_CHECKED, True, TranslationState.READY, 0),
    ],
)
def test_a_recorded_draft_stands_where_the_translator_says(
    site_tree: SmallSite, kind: str, ready: bool, state: str, outstanding: int
) -> None:
    english = make_standard_page(site_tree.homes["en"], title="Tea", live=False, summary="Two words.")
    revision = english.save_revision()
    welsh = make_standard_page(site_tree.homes["cy"], english, title="Te", live=False)
    welsh.save_revision()
    record_translation(welsh, source_revision=revision, kind=kind, ready=ready)
    found = state_of(english)
    assert (found.state, found.words_outstanding) == (state, outstanding)


def test_a_stale_translation_is_cleared_by_a_newer_one_and_keeps_what_it_had(site_tree: SmallSite) -> None:
    english, welsh = make_pair(site_tree)
    revision = change(english, "Coffee")
    go_live(english, revision)
    draft = change(welsh, "Coffi")
    assert state_of(english).state == TranslationState.STALE, "An edit alone does not say that it follows the original."
    record_translation(welsh, source_revision=revision, ready=True)
    assert state_of(english).state == TranslationState.READY
    go_live(welsh, draft)
    assert state_of(english).state == TranslationState.PUBLISHED


def test_a_story_has_its_original_where_it_was_written(site_tree: SmallSite) -> None:
    welsh = make_story(site_tree.stories["cy"], live=False)
    revision = welsh.save_revision()
    english = make_story(site_tree.stories["en"], welsh, live=False)
    english.save_revision()
    found = states_of([welsh])[welsh.translation_key]
    assert (found["cy"].is_original, found["en"].is_original) == (True, False)
    source = source_of(english)
    assert source is not None
    assert (source.page.pk, source.revision_id) == (welsh.pk, revision.pk)


def test_the_state_of_one_page_takes_three_queries(site_tree: SmallSite, django_assert_max_num_queries: Any) -> None:
    english, welsh = make_pair(site_tree)
    record_translation(welsh, source_revision=english.save_revision(), ready=True)
    state_of(english)
    with django_assert_max_num_queries(3):
        state_of(english)


def test_what_is_kept_for_lists_is_what_is_derived(site_tree: SmallSite) -> None:
    english, welsh = make_pair(site_tree)
    go_live(english, change(english, "Coffee"))
    kept = TranslationStatus.objects.get(page=welsh)
    assert (kept.state, kept.words_outstanding) == (TranslationState.STALE, state_of(english).words_outstanding)
    TranslationStatus.objects.all().delete()
    refresh_all()
    again = TranslationStatus.objects.get(page=welsh)
    assert (again.state, again.words_outstanding, again.title) == (kept.state, kept.words_outstanding, "Coffee")
    welsh.delete()
    assert (
        TranslationStatus.objects.get(translation_key=english.translation_key, language="cy").state
        == TranslationState.NONE
    )
