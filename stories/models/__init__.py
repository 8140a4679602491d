"""The models of the stories app."""

from stories.models.index_page import FeaturedStory, StoryIndexPage
from stories.models.story_page import StoryPage

__all__ = ["FeaturedStory", "StoryIndexPage", "StoryPage"]
