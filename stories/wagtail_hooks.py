"""What stories add to the admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from stories.viewsets import StoryListingViewSet, StoryPageViewSet


@hooks.register("register_admin_viewset")
def register_stories() -> list[ViewSet]:
    """Return the list of all stories and the views of a story."""
    return [StoryListingViewSet("story_list", url_prefix="stories"), StoryPageViewSet()]
