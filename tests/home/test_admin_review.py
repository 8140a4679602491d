"""Every page goes live by review, and nobody approves their own last edit."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.models import StandardPage
from home.models.workflow import OWN_EDIT, OwnEditError
from home.permissions import made_last_edit, may_approve
from tests.factories import let_go_alone
from tests.home.admin_pages import SignIn, act, edit, said, words_form
from tests.home.building import Tree, fresh, make_person, make_strand, make_words, submit


@pytest.fixture(autouse=True)
def _languages_go_alone(tree: Tree) -> None:
    """Leave translations out of it: what waits for another language is tested in `tests/languages`."""
    let_go_alone(StandardPage)


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
    page = submitted.specific
    page.summary = "The moderator's own words."
    page.save_revision(user=moderator)
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
