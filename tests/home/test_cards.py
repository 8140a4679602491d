"""Social cards follow their pages: drawn when a page goes live, gone with it, and with an earlier title."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage

from home.picture_effects import forget_orphaned_cards
from home.social_cards import card_name
from tests.factories import SmallSite, make_story


def test_cards_of_earlier_titles_are_forgotten_at_night(
    site_tree: SmallSite, django_capture_on_commit_callbacks: Any
) -> None:
    story = make_story(site_tree.stories["en"], title="Soup")
    with django_capture_on_commit_callbacks(execute=True):
        story.save_revision().publish()
    earlier = card_name(story)
    story.title = "Soup and bread"
    with django_capture_on_commit_callbacks(execute=True):
        story.save_revision().publish()
    assert default_storage.exists(earlier)
    forget_orphaned_cards({})
    assert not default_storage.exists(earlier)
    assert default_storage.exists(card_name(story))


def test_card_goes_when_its_page_leaves_the_site(site_tree: SmallSite, django_capture_on_commit_callbacks: Any) -> None:
    story = make_story(site_tree.stories["en"], title="Soup")
    with django_capture_on_commit_callbacks(execute=True):
        story.save_revision().publish()
    assert default_storage.exists(card_name(story))
    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()
    assert not default_storage.exists(card_name(story))
