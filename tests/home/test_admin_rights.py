"""Who may do what in the admin, by role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from home.models import StandardPage
from home.permissions import may_publish_without_review
from tests.factories import let_go_alone
from tests.home.admin_pages import SignIn, act, edit, said, words_form
from tests.home.building import Tree, fresh, make_person, make_story, make_words, submit


@pytest.fixture(autouse=True)
def _languages_go_alone(tree: Tree) -> None:
    """Leave translations out of it: what waits for another language is tested in `tests/languages`."""
    let_go_alone(StandardPage)


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
