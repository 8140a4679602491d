"""The gate as editors meet it: publishing, waiting, exceptions, taking down, moving, from every view and by every role."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from languages.gate.release import recheck_waiting
from languages.models import (
    ApprovedRevision,
    ApprovedSet,
    Override,
    PublicationPolicy,
    TranslationState,
    TranslationStatus,
)
from languages.permissions import may_change_policy, may_override, may_see_report, may_see_waiting, may_withdraw
from tests.factories import SmallSite, make_standard_page, make_story
from tests.home.admin_pages import words_form
from tests.home.building import ROLES, make_person
from tests.languages.gating import change, fresh, make_drafts, make_live, seen, times, translate


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_person(role))
    return client


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def publish(client: Client, page: Any, **posted: Any) -> HttpResponse:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, words_form(page, **{"action-publish": "1", **posted}))


def test_publishing_in_the_editor_waits_and_says_for_what(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    response = publish(signed_in("administrator"), english, title="Coffee")
    assert response.url == reverse("languages_waiting", args=[english.pk])
    assert "Cymraeg: The translation follows an earlier version." in said(response)
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]
    page = signed_in("administrator").get(response.url).content.decode()
    assert "Title" in page
    assert reverse("translating:edit", args=[welsh.pk]) in page


def test_publishing_in_the_editor_takes_finished_languages_along(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    translate(welsh, "Coffi", change(english, "Coffee"))
    response = publish(signed_in("administrator"), english, title="Coffee", summary="A sentence.")
    assert "has been published" in said(response)
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Coffi")]


def test_minor_edit_is_ticked_in_the_editor(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    form = signed_in("administrator").get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert form.index('name="is_minor_edit"') < form.index('name="title"'), "Above the words, not on another tab."
    publish(signed_in("administrator"), english, title="Tea,", is_minor_edit="on", summary="A sentence.")
    assert seen(english, welsh) == [(True, "Tea,"), (True, "Te")]


def test_nothing_is_asked_of_a_page_in_one_language(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    form = signed_in("administrator").get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert 'name="title"' in form
    assert "is_minor_edit" not in form
    assert "is_whole_translation" not in form


def test_complete_translation_is_ticked_in_the_editor(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    change(english, "Coffee").publish()
    client = signed_in("administrator")
    publish(client, welsh, title="Coffi", is_whole_translation="on")
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Coffi")]


def test_new_page_published_at_once_stays_a_draft_until_its_translation_is_there(site_tree: SmallSite) -> None:
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", site_tree.homes["en"].pk])
    response = signed_in("administrator").post(url, words_form(title="New", slug="new", **{"action-publish": "1"}))
    page = site_tree.homes["en"].get_children().get(slug="new")
    assert not page.live
    assert response.url == reverse("languages_waiting", args=[page.pk])
    assert "There is no page in this language yet." in said(response)


def test_approval_in_a_review_waits_and_the_second_releases_both(site_tree: SmallSite) -> None:
    english, welsh = make_drafts(site_tree)
    for page in (english, welsh):
        page = fresh(page)
        page.get_workflow().start(page, make_person("editor"))
        state = fresh(page).current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        signed_in("moderator").post(url, {"comment": ""})
        assert fresh(english).live is (page.pk == welsh.pk)
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]
    assert len(times(english, welsh)) == 1


def test_bulk_publication_passes_the_gate(site_tree: SmallSite) -> None:
    english, welsh = make_drafts(site_tree)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = signed_in("administrator").post(f"{url}?id={english.pk}", {"include_descendants": ""})
    assert "wait for their translations: 1" in said(response)
    assert seen(english, welsh) == [(False, "Tea"), (False, "Te")]
    signed_in("administrator").post(f"{url}?id={welsh.pk}", {"include_descendants": ""})
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_exception_puts_one_language_live_and_keeps_the_reason(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    change(english, "Coffee").publish()
    client, url = signed_in("administrator"), reverse("languages_waiting", args=[english.pk])
    assert client.post(url, {"reason": " "}).status_code == 422
    client.post(url, {"reason": "A flood warning."})
    assert seen(english, welsh) == [(True, "Coffee"), (True, "Te")]
    kept = Override.objects.get()
    assert (kept.reason, kept.missing, kept.by.username) == ("A flood warning.", ["cy"], "administrator-1")
    assert "A flood warning." in client.get(reverse("languages_figures")).content.decode()
    assert not ApprovedSet.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "editor", "translator"])
def test_others_make_no_exceptions(site_tree: SmallSite, role: str) -> None:
    english, _welsh = make_live(site_tree)
    change(english, "Coffee").publish()
    client = signed_in(role)
    response = client.post(reverse("languages_waiting", args=[english.pk]), {"reason": "Because."})
    assert response.status_code in (302, 403)
    assert fresh(english).title == "Tea"


def test_approval_is_called_off(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    revision.publish()
    signed_in("moderator").post(reverse("languages_waiting", args=[english.pk]), {"withdraw": "1"})
    assert not ApprovedRevision.objects.exists()
    assert translate(welsh, "Coffi", revision).publish().is_waiting
    assert seen(english, welsh) == [(True, "Tea"), (True, "Te")]


def test_taking_down_takes_down_every_language(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    url = reverse("wagtailadmin_pages:unpublish", args=[english.pk])
    assert "Cymraeg" in signed_in("moderator").get(url).content.decode()
    signed_in("moderator").post(url)
    assert [live for live, _title in seen(english, welsh)] == [False, False]


@pytest.mark.parametrize(
    ("role", "reason", "live"),
    [
        ("administrator", "Libel.", [False, True]),
        ("administrator", "", [True, True]),
        ("moderator", "Libel.", [True, True]),
    ],
)
def test_taking_down_one_language_is_an_exception(
    site_tree: SmallSite, role: str, reason: str, live: list[bool]
) -> None:
    english, welsh = make_live(site_tree)
    url = reverse("wagtailadmin_pages:unpublish", args=[english.pk])
    signed_in(role).post(url, {"languages": "this", "reason": reason})
    assert [is_live for is_live, _title in seen(english, welsh)] == live


def test_copy_of_a_live_page_is_a_draft(site_tree: SmallSite) -> None:
    english, _welsh = make_live(site_tree)
    client, url = signed_in("administrator"), reverse("wagtailadmin_pages:copy", args=[english.pk])
    assert "publish_copies" not in client.get(url).content.decode()
    parent = site_tree.homes["en"].pk
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent, "publish_copies": "on"}
    client.post(url, form)
    assert not site_tree.homes["en"].get_children().get(slug="copy").live
    assert not fresh(english).copy(update_attrs={"slug": "another", "title": "Another"}).live


def test_alias_that_becomes_a_page_is_out_of_date(site_tree: SmallSite) -> None:
    english = make_standard_page(site_tree.homes["en"])
    alias = english.create_alias(
        parent=site_tree.homes["cy"], update_locale=site_tree.homes["cy"].locale, reset_translation_key=False
    )
    signed_in("administrator").post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert TranslationStatus.objects.get(page_id=alias.pk).state == TranslationState.STALE


def test_moving_a_page_moves_its_translations(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    url = reverse("wagtailadmin_pages:move_confirm", args=[english.pk, site_tree.sections["en"].pk])
    signed_in("superuser").post(url)
    assert fresh(welsh).get_parent().pk == site_tree.sections["cy"].pk


def test_a_deleted_translation_is_missing_again(site_tree: SmallSite) -> None:
    english, welsh = make_live(site_tree)
    revision = change(english, "Coffee")
    revision.publish()
    fresh(welsh).delete()
    page = signed_in("administrator").get(reverse("languages_waiting", args=[english.pk])).content.decode()
    assert "There is no page in this language yet." in page
    fresh(english).delete()
    assert not ApprovedRevision.objects.exists()


def test_purging_old_versions_passes_over_what_is_approved(site_tree: SmallSite) -> None:
    from wagtail.management.commands.purge_revisions import purge_revisions

    english, _welsh = make_live(site_tree)
    change(english, "Coffee").publish()
    change(english, "Cocoa")
    purge_revisions()
    assert ApprovedRevision.objects.filter(page=english).exists()


EVERYBODY = {"superuser", *ROLES}


def who(question: Any, *things: Any) -> set[str]:
    return {role for role in EVERYBODY if question(make_person(role), *things)}


def test_rights_of_every_role(site_tree: SmallSite) -> None:
    english = make_standard_page(site_tree.homes["en"])
    welsh = make_standard_page(site_tree.homes["cy"], english)
    assert who(may_see_report) == EVERYBODY
    assert who(may_see_waiting, english) == EVERYBODY - {"translator"}
    assert who(may_see_waiting, welsh) == EVERYBODY
    assert who(may_override, english) == {"superuser", "administrator"}
    assert who(may_withdraw, english) == {"superuser", "administrator", "moderator"}
    assert who(may_change_policy) == {"superuser", "administrator"}


def test_people_without_the_admin_see_nothing(site_tree: SmallSite, client: Client) -> None:
    for name in ("languages_report", "languages_figures"):
        assert client.get(reverse(name)).status_code == 302


def test_rule_is_changed_in_the_settings(site_tree: SmallSite, django_capture_on_commit_callbacks: Any) -> None:
    english, _welsh = make_drafts(site_tree)
    english.get_latest_revision().publish()
    rule = PublicationPolicy.objects.get(page_type="home.standardpage")
    client, url = signed_in("administrator"), reverse("publishing-rules:edit", args=[rule.pk])
    assert client.get(url).status_code == 200
    assert "at least two languages" in client.post(url, {"languages": ["en"]}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"languages": []})
    assert fresh(english).live
    assert signed_in("editor").get(url).status_code == 302


def test_looking_again_leaves_what_still_waits(site_tree: SmallSite, django_capture_on_commit_callbacks: Any) -> None:
    english, _welsh = make_drafts(site_tree)
    english.get_latest_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        recheck_waiting()
    assert ApprovedRevision.objects.filter(page=english).exists()
