"""Translators translate, and others publish what they translated. How they translate is tested in `tests.translating`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from home.permissions import may_publish_without_review
from tests.home.building import Tree, fresh, make_person, make_story

SignIn = Callable[..., Client]


@pytest.fixture
def translated(tree: Tree, signed_in: SignIn) -> Page:
    """The Welsh draft of an English story, as it is made when an editor asks for it."""
    story = make_story(tree.stories["en"], "Soup", live=True)
    response = signed_in("editor").post(reverse("translating:start", args=[story.pk, "cy"]))
    assert response.status_code == 302
    return story.get_translation(Locale.objects.get(language_code="cy"))


def test_a_translation_begins_as_a_draft_that_translators_open(translated: Page, signed_in: SignIn) -> None:
    assert not translated.live
    client = signed_in("translator")
    response = client.get(reverse("translating:edit", args=[translated.pk]))
    assert response.status_code == 200
    assert "Soup" in response.content.decode()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).status_code == 200


@pytest.mark.parametrize(
    ("role", "may"), [("translator", False), ("editor", False), ("moderator", False), ("administrator", True)]
)
def test_a_translation_is_published_without_review_by_administrators_alone(
    role: str, may: bool, translated: Page
) -> None:
    assert may_publish_without_review(make_person(role), fresh(translated)) is may


@pytest.mark.parametrize("role", ["translator", "editor", "moderator", "administrator"])
def test_everybody_may_ask_for_a_translation(role: str, tree: Tree, signed_in: SignIn) -> None:
    story = make_story(tree.stories["en"], "Soup", live=True)
    response = signed_in(role).get(reverse("translating:languages", args=[story.pk]))
    assert response.status_code == 200
    assert reverse("translating:start", args=[story.pk, "cy"]) in response.content.decode()
