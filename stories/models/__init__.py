"""The models of the stories app."""

from stories.models.concern import Concern
from stories.models.consent import Appearance, Consent, PeopleStatement, Person, PrivateLink
from stories.models.desk_work import KeptForm, SubmissionPresence
from stories.models.index_page import FeaturedStory, StoryIndexPage
from stories.models.moderation import Handling
from stories.models.notes import Part, SubmissionNote
from stories.models.public_story import PublicStory
from stories.models.story_page import StoryPage
from stories.models.submission import Submission, SubmissionPicture
from stories.models.withdrawal import GoneAddress, Withdrawal

__all__ = [
    "Appearance",
    "Concern",
    "Consent",
    "FeaturedStory",
    "GoneAddress",
    "Handling",
    "KeptForm",
    "Part",
    "PeopleStatement",
    "Person",
    "PrivateLink",
    "PublicStory",
    "StoryIndexPage",
    "StoryPage",
    "Submission",
    "SubmissionNote",
    "SubmissionPicture",
    "SubmissionPresence",
    "Withdrawal",
]
