"""Taking back what was written: deleting a draft, giving up changes to a live story, asking that one be taken down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision, WorkflowState

from accounts.models import User
from home.models import Picture
from stories.desk import listeners
from stories.desk.saving import LockedError
from stories.desk.submission_status import State, status_of
from stories.models import StoryPage, Submission, SubmissionPicture


def _now(submission: Submission) -> Submission:
    """Return the submission as it is now, kept from others until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).select_related("page").get(pk=submission.pk)


def delete(submission: Submission, person: User) -> None:
    """Delete a story that was never on the site, with its pictures; raises `LockedError` for any other."""
    with transaction.atomic():
        current = _now(submission)
        state = status_of(current).state
        if state not in (State.DRAFT, State.CHANGES, State.DECLINED):
            raise LockedError
        pictures = list(SubmissionPicture.objects.filter(submission=current).values_list("picture_id", flat=True))
        _end_review(current.page, person)
        current.page.delete()  # with a user Wagtail asks for rights in the admin, which members do not have
        for picture in Picture.objects.filter(pk__in=pictures):
            if not ReferenceIndex.get_references_to(picture).exists():  # one that an editor used elsewhere stays there
                picture.delete()


def _end_review(page: StoryPage, person: User) -> None:
    state: WorkflowState | None = page.current_workflow_state
    if state is not None:
        state.cancel(person)


def give_up_changes(submission: Submission, person: User) -> None:
    """Go back to the story as it is on the site; raises `LockedError` unless changes wait behind it unsent."""
    with transaction.atomic():
        current = _now(submission)
        if status_of(current).behind not in (State.DRAFT, State.CHANGES):
            raise LockedError
        page = current.page
        _end_review(page, person)
        live: Revision | None = page.live_revision
        story = live.as_object() if live else StoryPage.objects.get(pk=page.pk)
        story.save_revision(
            user=person, clean=False, changed=False, log_action="wagtail.revert", previous_revision=live
        )
        StoryPage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
        Submission.objects.filter(pk=current.pk).update(
            version=current.version + 1, changed=timezone.now(), changed_by=person
        )


def ask_taking_down(submission: Submission, person: User, why: str) -> None:
    """Ask the editors to take a live story down, once; raises `LockedError` when it is not live."""
    with transaction.atomic():
        current = _now(submission)
        if status_of(current).state != State.PUBLISHED:
            raise LockedError
        if current.taking_down_asked is None:
            current.taking_down_asked, current.taking_down_reason = timezone.now(), why
            current.save(update_fields=["taking_down_asked", "taking_down_reason"])
            listeners.taking_down_asked(current, person)
