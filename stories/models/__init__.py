"""The models of the stories app."""

from stories.models.concern import Concern
from stories.models.consent import Appearance, Consent, PeopleStatement, Person, PrivateLink
from stories.models.index_page import FeaturedStory, StoryIndexPage
from stories.models.story_page import StoryPage
from stories.models.withdrawal import GoneAddress, Withdrawal

__all__ = [
    "Appearance",
    "Concern",
    "Consent",
    "FeaturedStory",
    "GoneAddress",
    "PeopleStatement",
    "Person",
    "PrivateLink",
    "StoryIndexPage",
    "StoryPage",
    "Withdrawal",
]
