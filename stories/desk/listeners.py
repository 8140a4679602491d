"""What happens on a story's way that others wish to hear of. Each is called once, in the transaction in which it happens.

Letters are posted from here (`upkeep.outbox`), so that they leave if, and only if, what they tell of is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.moderation import editors, emails

if TYPE_CHECKING:
    from accounts.models import User
    from partners.models import PartnerPage, Pledge
    from stories.models import Submission, SubmissionNote


def story_sent(submission: Submission, person: User) -> None:
    """A story reached the editors for the first time: its writers are told that it arrived; editors see it in the queue."""
    emails.arrived(submission)


def story_resent(submission: Submission, person: User) -> None:
    """A story came back to the editors after they had asked for changes."""
    emails.arrived_again(submission)


def changes_proposed(submission: Submission, person: User) -> None:
    """Changes to a live story reached the editors; the story stays as it is meanwhile."""
    emails.arrived_again(submission)


def story_pulled_back(submission: Submission, person: User) -> None:
    """A member took a story back from the editors: it leaves the queue, and nobody needs a letter."""


def note_answered(note: SubmissionNote) -> None:
    """A member answered what editors said about a part of a story: it is read when the story comes back."""


def taking_down_asked(submission: Submission, person: User) -> None:
    """A member asked that a live story leaves the site: editors are told at once."""
    editors.taking_down_asked(submission)


def profile_sent(page: PartnerPage, person: User) -> None:
    """Changes to an organisation's profile reached the editors, who see them in the queue."""


def pledge_proposed(pledge: Pledge | None, person: User) -> None:
    """A change to an organisation's pledge, or a new pledge, reached the editors, who see it in the queue."""
