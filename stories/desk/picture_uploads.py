"""Pictures of a story: taken in one by one, so that one that fails costs neither the text nor the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from home.models import Picture
from home.sanitising import RefusedPictureError, SanitisedFile, sanitised_upload
from partners.desk.body_markdown import picture_words
from partners.desk.placed_pictures import PlacedPicture
from partners.desk.tidying import tidied_line
from stories.desk.saving import change
from stories.desk.story_draft import StoryDraft
from stories.models import Submission, SubmissionPicture

MOST: Final = 12
"""Pictures a story may have: more are an album."""
THUMBNAIL: Final = "width-480|format-jpeg"
"""What the desk shows of a picture: one of the renditions readers get, made at once."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken: its name, and what to do."""

    name: str
    message: str


def take_in(submission: Submission, person: User, files: Iterable[UploadedFile]) -> list[Refused]:
    """Add each file to the story; return those that were not taken, and why. Raises `LockedError`."""
    refused = []
    for upload in files:
        name = tidied_line(PurePosixPath(upload.name or "").name)[:120] or _("picture")
        try:
            _add(submission, person, sanitised_upload(upload, name), name)
        except RefusedPictureError as error:
            refused.append(Refused(name, " ".join(error.messages)))
    return refused


def _add(submission: Submission, person: User, content: SanitisedFile, name: str) -> None:
    """Store a picture that is fit to keep, and put it at the end of the story; raises `RefusedPictureError` when it is full."""
    picture = Picture(title=PurePosixPath(name).stem or name, file=content, uploaded_by_user=person)
    try:
        with transaction.atomic():
            picture.save()
            SubmissionPicture.objects.create(submission=submission, picture=picture, name=name)
            change(submission, person, lambda draft: _with_picture(draft, picture.pk))
    except Exception:
        picture.file.delete(save=False)  # the row went with the transaction; the file would stay
        raise
    picture.get_rendition(THUMBNAIL)


def _with_picture(draft: StoryDraft, key: int) -> StoryDraft:
    if len(draft.pictures) >= MOST:
        message = _("A story has room for %(number)d pictures. Remove one first.") % {"number": MOST}
        raise RefusedPictureError(message, code="too_many")
    return replace(draft, pictures=(*draft.pictures, PlacedPicture(key)))


def _place(draft: StoryDraft, key: int) -> int | None:
    return next((place for place, placed in enumerate(draft.pictures) if placed.key == key), None)


def removing(key: int) -> Callable[[StoryDraft], StoryDraft]:
    """Return the change that takes a picture out of a story, and its place out of the text."""

    def changed(draft: StoryDraft) -> StoryDraft:
        place = _place(draft, key)
        if place is None:
            return draft
        pictures = tuple(placed for placed in draft.pictures if placed.key != key)
        return replace(draft, pictures=pictures, text=_without_place(draft.text, place + 1))

    return changed


def moving(key: int, by: int) -> Callable[[StoryDraft], StoryDraft]:
    """Return the change that moves a picture up (`by` -1) or down (1): it trades places with its neighbour."""

    def changed(draft: StoryDraft) -> StoryDraft:
        order, here = list(draft.pictures), _place(draft, key)
        if here is None or not 0 <= here + by < len(order):
            return draft
        order[here], order[here + by] = order[here + by], order[here]
        return replace(draft, pictures=tuple(order))

    return changed


def _without_place(text: str, number: int) -> str:
    """Return `text` without the place of picture `number` (the second's, if the first goes: it moves above the text)."""

    def renumbered(found: re.Match[str]) -> str:
        place = int(found[2])
        if found[1].casefold() not in picture_words() or place < number:
            return found[0]
        return "" if place == max(number, 2) else f"[{found[1]} {place - 1}]"

    text = re.sub(r"^\[(\w+) (\d{1,3})\]$", renumbered, text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
