"""The models of the stories app."""

from stories.models.index_page import FeaturedStory, StoryIndexPage
from stories.models.notes import Part, SubmissionNote
from stories.models.story_page import StoryPage
from stories.models.submission import Submission, SubmissionPicture
from stories.models.writing import KeptForm, SubmissionPresence

__all__ = [
    "FeaturedStory",
    "KeptForm",
    "Part",
    "StoryIndexPage",
    "StoryPage",
    "Submission",
    "SubmissionNote",
    "SubmissionPicture",
    "SubmissionPresence",
]
