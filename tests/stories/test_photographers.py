"""Who took a picture is named under it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from stories.consent.rules import text_of
from stories.models import StoryPage
from tests.factories import SmallSite, make_picture, make_story

pytestmark = pytest.mark.django_db


def story_with_photographers(site_tree: SmallSite) -> StoryPage:
    """Make a story whose lead picture and one picture in its text were taken by two people."""
    picture = make_picture()
    below = {"picture": {"image": picture.pk, "alt_text": "A pan"}, "caption": "C", "photographer": "Ade Example"}
    body = json.dumps([{"type": "picture", "value": below, "id": "1"}])
    placed = {"picture": picture, "picture_alt": "A pan", "picture_photographer": "Siân Example"}
    return make_story(site_tree.stories["en"], **placed, body=body)


def test_page_names_who_took_its_pictures(site_tree: SmallSite, client: Client) -> None:
    story = story_with_photographers(site_tree)
    page = client.get(story.get_url()).content.decode()
    assert "Picture: <bdi>Siân Example</bdi>" in page
    assert "Picture: <bdi>Ade Example</bdi>" in page


def test_picture_names_its_own_where_the_page_names_nobody(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    picture.credit = "Blessing Example"
    picture.save()
    story = make_story(site_tree.stories["en"], picture=picture, picture_alt="A pan")
    assert "Picture: <bdi>Blessing Example</bdi>" in client.get(story.get_url()).content.decode()
    assert "Blessing Example" in text_of(story)


def test_name_is_the_same_in_a_translation(site_tree: SmallSite) -> None:
    story = story_with_photographers(site_tree)
    source, _made = TranslationSource.update_or_create_from_instance(story)
    welsh = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="cy"))
    assert not source.stringsegment_set.filter(string__data__contains="Example").exists()
    welsh.save_target(publish=False)
    draft = welsh.get_target_instance().get_latest_revision_as_object()
    assert draft.picture_photographer == "Siân Example"
    assert draft.body.raw_data[0]["value"]["photographer"] == "Ade Example"
