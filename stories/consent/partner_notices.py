"""What partners are told about consent. Called inside the transaction in which it happens; letters follow the commit.

Members of an organisation hear by letter (`stories.moderation.emails`) what became of their stories.
"""

from __future__ import annotations

from uuid import UUID

from stories.models import Concern
from stories.moderation import emails


def story_withdrawn(story_key: UUID) -> None:
    """Somebody in a story has withdrawn: it is off the site and will be erased. The letter must not name the story."""
    emails.withdrawn(story_key)


def story_hidden(concern: Concern) -> None:
    """A story has been hidden because of a concern."""
    emails.hidden(concern.story_key, concern.pk)


def story_shown_again(concern: Concern) -> None:
    """A hidden story may be published again: the concern has been dealt with."""
    emails.shown_again(concern.story_key, concern.pk)
