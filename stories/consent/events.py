"""What partners are told about consent. Called inside the transaction in which it happens; letters follow the commit.

These are the places where letters to members of an organisation are posted from; here nothing more is known than what happened.
"""

from __future__ import annotations

from uuid import UUID

from stories.models import Concern


def story_withdrawn(story_key: UUID) -> None:
    """Somebody in a story has withdrawn: it is off the site and will be erased. The letter must not name the story."""


def concern_reported(concern: Concern) -> None:
    """A reader has reported a concern about a story."""


def story_hidden(concern: Concern) -> None:
    """A story has been hidden because of a concern."""


def story_shown_again(concern: Concern) -> None:
    """A hidden story may be published again: the concern has been dealt with."""
