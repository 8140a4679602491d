"""The groups migrations make, and what each role may do."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Locale, Page, Workflow

from home import permissions
from home.models import HomePage, ReviewTask
from home.translator_groups import ensure_translator_groups, translator_group_name
from languages.configured import LANGUAGES
from tests.home.building import Tree, build_tree, make_person, make_story

EVERYBODY = {"superuser", "administrator", "moderator", "editor", "translator"}
EDITORS = EVERYBODY - {"translator"}
PUBLISHERS = EDITORS - {"editor"}
ADMINISTRATORS = {"superuser", "administrator"}


def who(question: object, *things: object) -> set[str]:
    """Return the roles for which the permission function says yes."""
    return {role for role in EVERYBODY if question(make_person(role), *things)}


@pytest.mark.django_db
def test_there_is_a_group_a_role_and_a_language() -> None:
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {
        "Administrators",
        "Moderators",
        "Comms editors",
        *(f"Translators ({language.name})" for language in LANGUAGES),
    }


@pytest.mark.django_db
def test_wagtails_own_workflow_makes_room_for_the_review() -> None:
    root = Page.get_first_root_node()
    assert root.get_workflow().name == "Review"
    assert list(Workflow.objects.filter(active=True).values_list("name", flat=True)) == ["Review"]
    task = ReviewTask.objects.get()
    assert set(task.groups.values_list("name", flat=True)) == {"Moderators", "Administrators"}


def test_everybody_may_enter_and_only_some_may_run_the_place(tree: Tree) -> None:
    assert who(permissions.may_enter) == EVERYBODY
    assert who(permissions.may_manage_people) == ADMINISTRATORS
    assert who(permissions.may_change_settings) == ADMINISTRATORS
    assert who(permissions.may_upload_pictures) == EDITORS


def test_pages_in_english(tree: Tree) -> None:
    page = make_story(tree.stories["en"])
    assert who(permissions.may_create_under, tree.stories["en"]) == EDITORS
    assert who(permissions.may_edit, page) == EDITORS
    assert who(permissions.may_submit, page) == EDITORS
    assert who(permissions.may_publish_without_review, page) == ADMINISTRATORS
    assert who(permissions.may_delete, page) == EDITORS


def test_pages_in_welsh_are_open_to_its_translators_to_edit(tree: Tree) -> None:
    page = make_story(tree.stories["cy"])
    assert who(permissions.may_edit, page) == EVERYBODY
    assert who(permissions.may_submit, page) == EVERYBODY
    assert who(permissions.may_create_under, tree.stories["cy"]) == EDITORS
    assert who(permissions.may_publish_without_review, page) == ADMINISTRATORS


def test_what_is_live_is_taken_down_and_deleted_by_those_who_publish(tree: Tree) -> None:
    page = make_story(tree.stories["en"], live=True)
    assert who(permissions.may_unpublish, page) == PUBLISHERS
    assert who(permissions.may_delete, page) == PUBLISHERS


def test_only_administrators_delete_a_branch(tree: Tree) -> None:
    make_story(tree.stories["en"])
    index = Page.objects.get(pk=tree.stories["en"].pk)
    index.unpublish()
    assert who(permissions.may_delete, index) == ADMINISTRATORS


def test_nobody_creates_a_second_home_page(tree: Tree) -> None:
    assert not HomePage.can_create_at(Page.get_first_root_node())


def test_a_new_languages_translators_get_their_tree_when_it_appears(tree: Tree) -> None:
    welsh = Group.objects.get(name="Translators (Cymraeg)")
    polish = Group.objects.get(name="Translators (Polski)")
    assert [right.page_id for right in welsh.page_permissions.all()] == [tree.homes["cy"].pk]
    assert not polish.page_permissions.exists()
    locale = Locale.objects.create(language_code="pl")
    home = tree.homes["en"].copy_for_translation(locale)
    assert [right.page_id for right in polish.page_permissions.all()] == [home.pk]


@pytest.mark.django_db
def test_making_translator_groups_twice_changes_nothing() -> None:
    build_tree("en", "cy")
    before = (Group.objects.count(), GroupPagePermission.objects.count())
    ensure_translator_groups()
    assert (Group.objects.count(), GroupPagePermission.objects.count()) == before


@pytest.mark.django_db
def test_what_an_administrator_changed_is_left_alone() -> None:
    tree = build_tree("en", "cy")
    group = Group.objects.get(name=translator_group_name(LANGUAGES[1]))
    group.permissions.clear()
    right = group.page_permissions.get()
    right.page_id = tree.sections["cy"].pk
    right.save()
    ensure_translator_groups()
    assert not group.permissions.exists()
    assert [right.page_id for right in group.page_permissions.all()] == [tree.sections["cy"].pk]


@pytest.mark.django_db
def test_a_group_that_was_lost_is_made_again() -> None:
    Group.objects.filter(name="Translators (Gaeilge)").delete()
    ensure_translator_groups()
    group = Group.objects.get(name="Translators (Gaeilge)")
    assert group.permissions.filter(codename="access_admin").exists()
    assert group.permissions.filter(codename="submit_translation").exists()


@pytest.mark.django_db
def test_the_migrations_can_be_taken_back_and_made_again() -> None:
    groups = import_module("home.migrations.0003_groups")
    review = import_module("home.migrations.0004_review")
    review.restore_wagtails_workflow(apps, None)
    groups.restore_wagtails_groups(apps, None)
    assert set(Group.objects.values_list("name", flat=True)) == {"Editors", "Moderators"}
    assert Page.get_first_root_node().get_workflow().name == "Moderators approval"
    assert not ReviewTask.objects.exists()
    groups.make_groups(apps, None)
    review.make_review(apps, None)
    assert Page.get_first_root_node().get_workflow().name == "Review"
    rights = Group.objects.get(name="Comms editors").page_permissions.values_list("permission__codename", flat=True)
    assert set(rights) == {"add_page", "change_page"}


def test_editors_look_after_organisations_and_decide_who_joins(tree: Tree) -> None:
    def may(name: str) -> set[str]:
        return {role for role in EVERYBODY if make_person(role).has_perm(f"partners.{name}")}

    assert may("change_organisation") == may("add_organisation") == EDITORS
    assert may("view_application") == may("change_application") == EDITORS
    assert may("delete_organisation") == may("delete_application") == ADMINISTRATORS
