"""Who may see the pictures of stories that are not live: the members of the organisation they were uploaded for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delivery.media.media_permissions import lets_see
from delivery.media.served_files import MediaFile
from stories.models import Submission, SubmissionPicture

if TYPE_CHECKING:
    from accounts.models import User


@lets_see
def lets_members_see(person: User, file: MediaFile) -> bool:
    """Say whether a file is a picture uploaded at a desk of `person`."""
    if file.kind != "picture":
        return False
    own = Submission.objects.seen_by(person)
    return SubmissionPicture.objects.filter(picture_id=file.pk, submission__in=own).exists()
