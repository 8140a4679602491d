"""The admin leads nowhere without a way on: dashboard, lists, what is missing, what readers never see."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from home.models import HomePage, Picture
from stories.models import StoryPage
from tests.home.admin_pages import SignIn, dashboard
from tests.home.building import Tree, fresh, make_person, make_story, make_words


@pytest.mark.parametrize("path", ["/admin/nonsense/", "/admin/pages/99999/edit/", "/admin/stories/99999/"])
def test_unknown_addresses_get_a_friendly_answer(path: str, tree: Tree, signed_in: SignIn) -> None:
    response = signed_in("editor").get(path)
    assert response.status_code == 404
    shown = response.content.decode()
    assert "There is nothing here" in shown
    assert reverse("wagtailadmin_home") in shown


def test_strangers_are_asked_to_sign_in(tree: Tree) -> None:
    response = Client().get("/admin/nonsense/", follow=True)
    shown = response.content.decode()
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/en/sign-in/password/"
    assert "Wagtail" not in shown


def test_forbidden_addresses_lead_back_with_a_message(tree: Tree, signed_in: SignIn) -> None:
    response = signed_in("editor").get(reverse("wagtailusers_users:index"), follow=True)
    assert "do not have permission" in response.content.decode()


def test_readers_see_nothing_of_the_admin_even_when_signed_in(tree: Tree, signed_in: SignIn) -> None:
    for client in (Client(), signed_in("administrator")):
        shown = client.get("/en/", follow=True).content.decode()
        assert "userbar" not in shown
        assert "wagtailadmin" not in shown


@pytest.mark.parametrize("code", ["cy", "pl", "ga", "en"])
def test_the_admin_speaks_the_permitted_languages(code: str, tree: Tree, signed_in: SignIn) -> None:
    client = signed_in("editor")
    person = make_person("editor")
    profile = person.wagtail_userprofile if hasattr(person, "wagtail_userprofile") else None
    from wagtail.users.models import UserProfile

    profile = profile or UserProfile.get_for_user(person)
    profile.preferred_language = code
    profile.save()
    assert f'<html lang="{code}"' in dashboard(client)


def test_every_page_type_can_be_created_where_it_belongs(tree: Tree, signed_in: SignIn) -> None:
    client = signed_in("administrator")
    for parent in (tree.homes["en"], tree.sections["en"], tree.stories["en"]):
        assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk]), follow=True).status_code == 200
        for model in parent.specific_class.creatable_subpage_models():
            if model.can_create_at(parent):
                kind = ContentType.objects.get_for_model(model)
                url = reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model, parent.pk])
                assert client.get(url).status_code == 200, model


def test_a_draft_may_lack_what_publishing_needs(tree: Tree, picture: Picture, signed_in: SignIn) -> None:
    from tests.home.admin_pages import words_form

    page = make_words(tree.sections["en"])
    client = signed_in("editor")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    silent = words_form(page, summary="", picture=str(picture.pk))
    assert client.post(url, silent).status_code == 302
    assert fresh(page).get_latest_revision_as_object().picture_id == picture.pk
    refused = client.post(url, {**silent, "action-submit": "1"})
    errors = refused.context["form"].errors
    assert refused.status_code == 200
    assert "picture_alt" in errors
    assert "summary" in errors
    spoken = {**silent, "summary": "W.", "picture_alt": "A lamp.", "action-submit": "1"}
    assert client.post(url, spoken).status_code == 302


def test_a_draft_of_the_home_page_may_lack_the_words_of_its_picture(tree: Tree, picture: Picture) -> None:
    from home.forms import BasePageForm

    home = HomePage.objects.get(pk=tree.homes["en"].pk)
    home.hero_picture = picture
    form_class = HomePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, BasePageForm)
    home.is_draft_being_saved = True
    home.clean()
    home.is_draft_being_saved = False
    with pytest.raises(Exception, match="Say what the picture shows"):
        home.clean()


def test_moving_a_page_leaves_a_redirect_behind(tree: Tree, django_capture_on_commit_callbacks: Any) -> None:
    story = make_story(tree.stories["en"], "Soup", live=True, slug="soup")
    old = story.get_url()
    with django_capture_on_commit_callbacks(execute=True):
        story.slug = "better-soup"
        story.save_revision().publish(skip_permission_checks=True)
    moved = StoryPage.objects.get(pk=story.pk)
    response = Client().get(old)
    assert response.status_code == 301
    assert response["Location"].endswith(moved.get_url())
    assert Revision.objects.for_instance(moved).exists()
