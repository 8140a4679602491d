"""Who may do what with a story on its way, as plain functions of a person and a submission.

Editors read what was sent to them, all of it; what they may decide is a matter of the review the page is in.
Members may do what they may do for their organisation alone; for everybody else its submissions are not there (404). What is
with the editors is theirs: it can be read and pulled back, not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from home.permissions import may_approve as may_approve_page
from partners.permissions import may_use_desk
from stories.desk.submission_status import State, status_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from stories.desk.submission_status import SubmissionStatus
    from stories.models import StoryPage, Submission

    Person = User | AnonymousUser


def may_see(person: Person, submission: Submission) -> bool:
    """Say whether `person` may read the story at the desk: members of its organisation."""
    return submission.organisation is not None and may_use_desk(person, submission.organisation)


def may_write(person: Person, submission: Submission, status: SubmissionStatus | None = None) -> bool:
    """Say whether `person` may change the story, or propose changes to a live one. `status` saves asking for it."""
    return may_see(person, submission) and (status or status_of(submission)).is_writable


def may_send(person: Person, submission: Submission, status: SubmissionStatus | None = None) -> bool:
    """Say whether `person` may send the story to the editors: whoever may write it."""
    return may_write(person, submission, status)


def may_pull_back(person: Person, submission: Submission, status: SubmissionStatus | None = None) -> bool:
    """Say whether `person` may take the story back from the editors, to go on writing."""
    return may_see(person, submission) and (status or status_of(submission)).is_with_editors


def may_ask_taking_down(person: Person, submission: Submission, status: SubmissionStatus | None = None) -> bool:
    """Say whether `person` may ask that the story leaves the site: once, while it is live."""
    is_live = (status or status_of(submission)).state == State.PUBLISHED
    return may_see(person, submission) and is_live and submission.taking_down_asked is None


def may_delete(person: Person, submission: Submission, status: SubmissionStatus | None = None) -> bool:
    """Say whether `person` may delete the story: a draft that was never on the site, or one that was not taken up."""
    state = (status or status_of(submission)).state
    return may_see(person, submission) and state in (State.DRAFT, State.CHANGES, State.DECLINED)


def may_give_up_changes(person: Person, submission: Submission, status: SubmissionStatus | None = None) -> bool:
    """Say whether `person` may throw away changes that wait behind a live story."""
    found = status or status_of(submission)
    return may_see(person, submission) and found.behind in (State.DRAFT, State.CHANGES)


def may_moderate(person: Person) -> bool:
    """Say whether `person` may read the queue and every story in it, and say who has one in hand."""
    return person.has_perm("stories.view_submission")


def may_ask_changes(person: Person, page: StoryPage) -> bool:
    """Say whether `person` may ask for changes to, or decline, what is in review: the groups of the review."""
    task = page.current_workflow_task
    return task is not None and any(name == "reject" for name, _label, _modal in task.get_actions(page, person))


def may_approve(person: Person, page: StoryPage) -> bool:
    """Say whether `person` may approve what is in review: the groups of the review, but nobody their own last edit."""
    return may_approve_page(person, page)


def may_take_down(person: Person, page: StoryPage) -> bool:
    """Say whether `person` may take this story off the site in every language, whenever it is live: those who put pages live."""
    return may_moderate(person) and bool(page.permissions_for_user(person).can_unschedule())


def may_read_public_stories(person: Person) -> bool:
    """Say whether `person` may read what people without an account told us, with their addresses."""
    return person.has_perm("stories.view_publicstory") or may_handle_public_stories(person)


def may_handle_public_stories(person: Person) -> bool:
    """Say whether `person` may pass such a story to a partner, take it up, or decline it."""
    return person.has_perm("stories.change_publicstory")
