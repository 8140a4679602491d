"""Translators translate, and others publish what they translated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from home.permissions import is_being_translated, may_publish_without_review
from tests.home.building import Tree, fresh, make_person, make_story

SignIn = Callable[..., Client]


@pytest.fixture
def translated(tree: Tree, signed_in: SignIn) -> Page:
    """The Welsh draft of an English story, as wagtail-localize makes it when an editor asks for it."""
    story = make_story(tree.stories["en"], "Soup", live=True)
    url = reverse("wagtail_localize:submit_page_translation", args=[story.pk])
    response = signed_in("editor").post(url, {"locales": [Locale.objects.get(language_code="cy").pk]})
    assert response.status_code == 302
    return story.get_translation(Locale.objects.get(language_code="cy"))


def publish(client: Client, page: Page, capture: Any) -> None:
    with capture(execute=True):
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})


def test_a_translation_begins_as_a_draft_that_translators_open(translated: Page, signed_in: SignIn) -> None:
    assert is_being_translated(translated)
    assert not translated.live
    response = signed_in("translator").get(reverse("wagtailadmin_pages:edit", args=[translated.pk]))
    assert response.status_code == 200
    assert "wagtail_localize" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "may"), [("translator", False), ("editor", False), ("moderator", True), ("administrator", True)]
)
def test_who_publishes_a_translation(
    role: str, may: bool, translated: Page, signed_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    assert may_publish_without_review(make_person(role), fresh(translated)) is may
    publish(signed_in(role), translated, django_capture_on_commit_callbacks)
    assert fresh(translated).live is may


def test_a_translation_that_is_written_by_hand_goes_through_review_again(translated: Page) -> None:
    from wagtail_localize.models import Translation

    Translation.objects.update(enabled=False)
    assert not may_publish_without_review(make_person("moderator"), fresh(translated))


@pytest.mark.parametrize("role", ["translator", "editor", "moderator", "administrator"])
def test_everybody_may_ask_for_a_translation(role: str, tree: Tree, signed_in: SignIn) -> None:
    story = make_story(tree.stories["en"], "Soup", live=True)
    response = signed_in(role).get(reverse("wagtail_localize:submit_page_translation", args=[story.pk]))
    assert response.status_code == 200
