"""Who may do what with a story on its way, as plain functions of a person and a submission.

Members may do what they may do for their organisation alone; for everybody else its submissions are not there (404). What is
with the editors is theirs: it can be read and pulled back, not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partners.permissions import may_use_desk
from stories.desk.states import State, standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from stories.desk.states import Standing
    from stories.models import Submission

    Person = User | AnonymousUser


def may_see(person: Person, submission: Submission) -> bool:
    """Say whether `person` may read the story at the desk: members of its organisation."""
    return submission.organisation is not None and may_use_desk(person, submission.organisation)


def may_write(person: Person, submission: Submission, standing: Standing | None = None) -> bool:
    """Say whether `person` may change the story, or propose changes to a live one. `standing` saves asking for it."""
    return may_see(person, submission) and (standing or standing_of(submission)).is_writable


def may_send(person: Person, submission: Submission, standing: Standing | None = None) -> bool:
    """Say whether `person` may send the story to the editors: whoever may write it."""
    return may_write(person, submission, standing)


def may_pull_back(person: Person, submission: Submission, standing: Standing | None = None) -> bool:
    """Say whether `person` may take the story back from the editors, to go on writing."""
    return may_see(person, submission) and (standing or standing_of(submission)).is_with_editors


def may_ask_taking_down(person: Person, submission: Submission, standing: Standing | None = None) -> bool:
    """Say whether `person` may ask that the story leaves the site: once, while it is live."""
    is_live = (standing or standing_of(submission)).state == State.PUBLISHED
    return may_see(person, submission) and is_live and submission.taking_down_asked is None


def may_delete(person: Person, submission: Submission, standing: Standing | None = None) -> bool:
    """Say whether `person` may delete the story: a draft that was never on the site, or one that was not taken up."""
    state = (standing or standing_of(submission)).state
    return may_see(person, submission) and state in (State.DRAFT, State.CHANGES, State.DECLINED)


def may_give_up_changes(person: Person, submission: Submission, standing: Standing | None = None) -> bool:
    """Say whether `person` may throw away changes that wait behind a live story."""
    found = standing or standing_of(submission)
    return may_see(person, submission) and found.behind in (State.DRAFT, State.CHANGES)
