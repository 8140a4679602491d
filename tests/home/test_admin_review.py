"""Every page goes live by review, and nobody approves their own last edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from home.models import StandardPage
from home.models.workflow import OWN_EDIT, OwnEditError
from home.permissions import made_last_edit, may_approve, may_publish_without_review
from tests.factories import let_go_alone
from tests.home.building import Tree, fresh, make_person, make_story, make_strand, make_words, submit

SignIn = Callable[..., Client]


def words_form(page: Page | None = None, **changed: Any) -> dict[str, Any]:
    """Return what the editor of a standard page posts."""
    form: dict[str, Any] = {
        "title": page.title if page else "Words",
        "slug": page.slug if page else "words",
        "summary": "Words about us.",
        "picture": "",
        "picture_alt": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    return {**form, **changed}


def said(response: HttpResponse) -> str:
    """Return the messages of the admin."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def edit(client: Client, page: Page, **posted: Any) -> HttpResponse:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), words_form(page, **posted))


def act(client: Client, page: Page, action: str) -> HttpResponse:
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": ""})


@pytest.fixture(autouse=True)
def _languages_go_alone(tree: Tree) -> None:
    """Leave translations out of it: what waits for another language is tested in `tests/languages`."""
    let_go_alone(StandardPage)


@pytest.fixture
def submitted(tree: Tree, editor: User) -> Page:
    """A page an editor wrote and sent to review."""
    page = make_words(tree.sections["en"], by=editor)
    submit(page, editor)
    return fresh(page)


@pytest.mark.parametrize("role", ["superuser", "administrator", "moderator"])
def test_a_reviewer_approves_what_somebody_else_wrote_and_it_goes_live(
    role: str, submitted: Page, signed_in: SignIn
) -> None:
    assert may_approve(make_person(role), submitted)
    act(signed_in(role), submitted, "approve")
    assert fresh(submitted).live
    assert fresh(submitted).current_workflow_state is None


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_others_approve_nothing(role: str, submitted: Page, signed_in: SignIn) -> None:
    act(signed_in(role, 2), submitted, "approve")
    assert not fresh(submitted).live


@pytest.mark.parametrize("role", ["superuser", "administrator", "moderator"])
@pytest.mark.parametrize("way", ["dashboard", "editor"])
def test_nobody_approves_their_own_last_edit(role: str, way: str, tree: Tree, signed_in: SignIn) -> None:
    person = make_person(role)
    page = make_words(tree.sections["en"], by=person)
    submit(page, person)
    page = fresh(page)
    assert made_last_edit(person, page)
    assert not may_approve(person, page)
    if way == "dashboard":
        assert str(OWN_EDIT) in said(act(signed_in(role), page, "approve"))
    else:
        edit(signed_in(role), page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert not fresh(page).live
    assert fresh(page).workflow_in_progress


def test_the_editor_says_why_there_is_no_approving(tree: Tree, moderator: User, signed_in: SignIn) -> None:
    page = make_words(tree.sections["en"], by=moderator)
    submit(page, moderator)
    shown = signed_in("moderator").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert str(OWN_EDIT) in shown
    assert 'data-workflow-action-name="approve"' not in shown
    other = signed_in("moderator", 2).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert str(OWN_EDIT) not in other
    assert 'data-workflow-action-name="approve"' in other


def test_changing_and_approving_at_once_saves_the_change_and_asks_for_somebody_else(
    submitted: Page, signed_in: SignIn
) -> None:
    posted = {"summary": "Changed on the way.", "action-workflow-action": "1", "workflow-action-name": "approve"}
    response = edit(signed_in("moderator"), submitted, **posted)
    page = fresh(submitted)
    assert "somebody else must approve" in said(response)
    assert not page.live
    assert page.get_latest_revision_as_object().summary == "Changed on the way."
    assert page.workflow_in_progress
    act(signed_in("moderator", 2), fresh(submitted), "approve")
    assert fresh(submitted).live
    assert fresh(submitted).summary == "Changed on the way."


def test_an_approval_of_what_somebody_changed_meanwhile_does_not_count(
    submitted: Page, editor: User, signed_in: SignIn
) -> None:
    seen = submitted.latest_revision
    submitted.save_revision(user=editor)
    response = edit(
        signed_in("moderator"),
        submitted,
        summary="W.",
        loaded_revision_id=str(seen.pk),
        loaded_revision_created_at=seen.created_at.isoformat(),
        **{"action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    assert "Look again" in said(response)
    assert not fresh(submitted).live


def test_the_task_itself_refuses(submitted: Page, moderator: User) -> None:
    submitted.save_revision(user=moderator)
    state = fresh(submitted).current_workflow_task_state
    with pytest.raises(OwnEditError):
        state.task.specific.on_action(state, moderator, "approve")


def test_a_revision_by_nobody_may_be_approved_by_anybody_who_reviews(tree: Tree, moderator: User) -> None:
    page = make_words(tree.sections["en"])
    submit(page, moderator)
    assert may_approve(moderator, fresh(page))


def test_asking_for_changes_gives_the_page_back(submitted: Page, editor: User, signed_in: SignIn) -> None:
    act(signed_in("moderator"), submitted, "reject")
    page = fresh(submitted)
    assert page.current_workflow_state.status == "needs_changes"
    response = edit(signed_in("editor"), page, **{"action-submit": "1", "summary": "Better."})
    assert response.status_code == 302
    assert fresh(page).workflow_in_progress


def test_reviewers_are_told_by_mail_and_the_author_is_not(tree: Tree, editor: User) -> None:
    make_person("moderator")
    make_person("administrator")
    page = make_words(tree.sections["en"], by=editor)
    submit(page, editor)
    assert {address for message in mail.outbox for address in message.to} == {
        "moderator-1@example.org",
        "administrator-1@example.org",
    }


def test_while_a_page_is_in_review_its_author_cannot_change_it(submitted: Page, signed_in: SignIn) -> None:
    response = edit(signed_in("editor"), submitted, summary="Too late.")
    assert response.status_code == 200
    assert fresh(submitted).get_latest_revision_as_object().summary == "W."


@pytest.mark.parametrize(
    ("role", "publishes"), [("superuser", True), ("administrator", True), ("moderator", False), ("editor", False)]
)
def test_who_publishes_from_the_editor_at_once(role: str, publishes: bool, tree: Tree, signed_in: SignIn) -> None:
    page = make_words(tree.sections["en"])
    edit(signed_in(role), page, **{"action-publish": "1", "summary": "Now."})
    page = fresh(page)
    assert page.live is publishes
    assert page.get_latest_revision_as_object().summary == "Now."


@pytest.mark.parametrize(("role", "publishes"), [("administrator", True), ("moderator", False), ("editor", False)])
def test_who_creates_a_page_and_publishes_it_at_once(role: str, publishes: bool, tree: Tree, signed_in: SignIn) -> None:
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", tree.sections["en"].pk])
    signed_in(role).post(url, words_form(title="Brand new", slug="brand-new", **{"action-publish": "1"}))
    assert Page.objects.get(slug="brand-new").live is publishes


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_the_publish_button_is_not_shown_to_those_it_would_refuse(role: str, tree: Tree, signed_in: SignIn) -> None:
    page = make_words(tree.sections["en"])
    shown = signed_in(role).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action-publish"' not in shown
    assert 'name="action-submit"' in shown


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_many_at_once_are_not_published_either(role: str, tree: Tree, signed_in: SignIn) -> None:
    page = make_words(tree.sections["en"])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(role).post(f"{url}?id={page.pk}")
    assert not fresh(page).live


def test_administrators_do_not_publish_past_a_review_that_has_begun(submitted: Page, signed_in: SignIn) -> None:
    assert not may_publish_without_review(make_person("administrator"), submitted)
    edit(signed_in("administrator"), submitted, **{"action-publish": "1", "summary": "Now."})
    assert not fresh(submitted).live


def test_a_page_that_lacks_something_is_not_approved_and_the_reviewer_learns_why(
    submitted: Page, signed_in: SignIn
) -> None:
    lacking = submitted.get_latest_revision_as_object()
    lacking.summary = ""
    lacking.save_revision(clean=False)
    response = act(signed_in("moderator"), fresh(submitted), "approve")
    assert "Something is missing" in said(response)
    assert not fresh(submitted).live
    assert fresh(submitted).workflow_in_progress


def test_an_approved_page_with_a_date_waits_for_it(tree: Tree, editor: User, signed_in: SignIn) -> None:
    page = make_words(tree.sections["en"], by=editor)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=editor)
    submit(page, editor)
    act(signed_in("moderator"), fresh(page), "approve")
    page = fresh(page)
    assert not page.live
    assert page.approved_schedule


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("moderator", True), ("editor", False), ("translator", False)]
)
def test_who_unpublishes(role: str, may: bool, tree: Tree, signed_in: SignIn) -> None:
    story = make_story(tree.stories["en"], live=True)
    signed_in(role).post(reverse("wagtailadmin_pages:unpublish", args=[story.pk]))
    assert fresh(story).live is not may


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("moderator", True), ("editor", False), ("translator", False)]
)
def test_who_deletes_what_is_live(role: str, may: bool, tree: Tree, signed_in: SignIn) -> None:
    story = make_story(tree.stories["en"], live=True)
    signed_in(role).post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
    assert Page.objects.filter(pk=story.pk).exists() is not may


@pytest.mark.parametrize(("code", "may"), [("cy", True), ("en", False)])
def test_translators_write_in_their_language_only(code: str, may: bool, tree: Tree, signed_in: SignIn) -> None:
    page = make_words(tree.sections[code])
    response = edit(signed_in("translator"), page, summary="Geiriau.")
    assert (fresh(page).get_latest_revision_as_object().summary == "Geiriau.") is may
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("url_name", "roles"),
    [
        ("wagtailimages:add", {"superuser", "administrator", "moderator", "editor"}),
        ("wagtailusers_users:index", {"superuser", "administrator"}),
        ("wagtailusers_groups:index", {"superuser", "administrator"}),
        ("wagtailadmin_workflows:index", {"superuser", "administrator"}),
        ("wagtailredirects:index", {"superuser", "administrator", "moderator"}),
        ("wagtailadmin_home", {"superuser", "administrator", "moderator", "editor", "translator"}),
        ("strands:index", {"superuser", "administrator", "moderator", "editor"}),
        ("strands:add", {"superuser", "administrator", "moderator"}),
        ("themes:add", {"superuser", "administrator", "moderator", "editor"}),
        ("menus:add", {"superuser", "administrator"}),
    ],
)
def test_who_opens_which_part_of_the_admin(url_name: str, roles: set[str], tree: Tree, signed_in: SignIn) -> None:
    everybody = ("superuser", "administrator", "moderator", "editor", "translator")
    assert {role for role in everybody if signed_in(role).get(reverse(url_name)).status_code == 200} == roles


@pytest.mark.parametrize(("role", "may"), [("superuser", True), ("administrator", True), ("moderator", False)])
def test_who_changes_the_settings(role: str, may: bool, tree: Tree, signed_in: SignIn) -> None:
    url = reverse("wagtailsettings:edit", args=["home", "sitesettings"])
    assert (signed_in(role).get(url, follow=True).status_code == 200) is True
    assert ("safeguarding" in signed_in(role).get(url, follow=True).content.decode()) is may


def test_editors_submit_a_story_they_create(tree: Tree, signed_in: SignIn) -> None:
    url = reverse("wagtailadmin_pages:add", args=["stories", "storypage", tree.stories["en"].pk])
    form = words_form(
        title="Soup",
        slug="soup",
        region="wales",
        strand=str(make_strand().pk),
        original_language="en",
        story_date="2026-11-22",
        **{"action-submit": "1"},
    )
    response = signed_in("editor").post(url, form)
    assert response.status_code == 302, response.context["form"].errors
    assert Page.objects.get(slug="soup").workflow_in_progress
