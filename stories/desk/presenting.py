"""What the pages of one story show, gathered for their templates."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from home.models import Picture, PictureRendition
from partners.desk.declared_fields import Text
from partners.desk.interrupted_forms import seal
from partners.desk.placed_pictures import PICTURE_TEXTS
from partners.desk.presence import name_of
from stories.desk.completeness import Problem
from stories.desk.forms import StoryForm
from stories.desk.picture_uploads import THUMBNAIL
from stories.desk.story_draft import field_name
from stories.models import Part, Submission, SubmissionNote, SubmissionPicture


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the error summary: the id of the field it leads to, and what to do."""

    field_id: str
    message: str


@dataclass(frozen=True, slots=True)
class PictureField:
    """One field of a picture's words. It is optional unless a story cannot be sent without it; `example` shows a good one."""

    field: BoundField
    is_optional: bool
    example: Text


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture of the form, with its fields. `thumbnail` is `None` while it is being made."""

    key: int
    number: int
    name: str
    size: str
    thumbnail: PictureRendition | None
    words: list[PictureField]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One thing somebody said."""

    text: str
    by: str
    note: SubmissionNote


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said about one part of the form; `is_open` while the writer's answer is awaited."""

    name: str
    heading: str
    lines: list[NoteLine]
    is_open: bool


HEADINGS = {
    Part.WHOLE: gettext_lazy("On the whole story"),
    Part.TITLE: gettext_lazy("On the title"),
    Part.TEXT: gettext_lazy("On the story"),
    Part.PLACE: gettext_lazy("On the place"),
    Part.STRAND: gettext_lazy("On the strand and themes"),
    Part.LANGUAGE: gettext_lazy("On the language"),
    Part.PICTURES: gettext_lazy("On the pictures"),
    Part.PEOPLE: gettext_lazy("On the people in it"),
    Part.CREDIT: gettext_lazy("On the credit"),
    Part.TRANSLATION: gettext_lazy("On the translation"),
}


def threads(submission: Submission, person: User) -> list[Thread]:
    """Return what was said about a story, by part of the form, in the form's order."""
    by_part: dict[str, list[SubmissionNote]] = {}
    for note in submission.notes.select_related("author"):
        by_part.setdefault(note.field, []).append(note)
    return [_thread(part, by_part[part.value], person) for part in Part if part.value in by_part]


def _thread(part: Part, notes: list[SubmissionNote], person: User) -> Thread:
    lines = [NoteLine(note.text, _said_by(note, person), note) for note in notes]
    is_open = any(note.is_from_editor and note.answered_at is None for note in notes)
    return Thread(part.value or "whole", str(HEADINGS[part]), lines, is_open)


def _said_by(note: SubmissionNote, person: User) -> str:
    if note.author_id == person.pk:
        return _("You")
    if note.is_from_editor or note.author is None:
        return _("An editor")
    return name_of(note.author)


def picture_rows(submission: Submission, form: StoryForm) -> list[PictureRow]:
    """Return the pictures of a story in their order; three queries, however many there are."""
    pictures = Picture.objects.in_bulk(form.pictures)
    names = dict(SubmissionPicture.objects.filter(submission=submission).values_list("picture_id", "name"))
    ready = PictureRendition.objects.filter(image_id__in=form.pictures, filter_spec=THUMBNAIL)
    thumbnails = {rendition.image_id: rendition for rendition in ready}
    return list(_picture_rows(form, pictures, names, thumbnails))


def _picture_rows(
    form: StoryForm, pictures: Mapping[int, Picture], names: Mapping[int, str], thumbnails: Mapping[int, Any]
) -> Iterator[PictureRow]:
    for number, key in enumerate(form.pictures, start=1):
        if key not in pictures:
            continue
        picture = pictures[key]
        yield PictureRow(
            key=key,
            number=number,
            name=names.get(key) or picture.title,
            size=f"{picture.width} × {picture.height}",
            thumbnail=thumbnails.get(key),
            words=_picture_fields(form, key),
            is_first=number == 1,
            is_last=number == len(form.pictures),
        )


def _picture_fields(form: StoryForm, key: int) -> list[PictureField]:
    return [
        PictureField(form[field_name(name, key)], not declaration.missing, declaration.example)
        for name, declaration in PICTURE_TEXTS.items()
    ]


def error_lines(form: StoryForm, problems: list[Problem]) -> list[ErrorLine]:
    """Put `problems` on the fields of `form`, and return all its errors in the order of the form."""
    for name, message in problems:
        if name in form.fields and str(message) not in form.errors.get(name, []):
            form.add_error(name, str(message))
    return [ErrorLine(_entry(field), str(message)) for field in form for message in field.errors]


def _entry(field: BoundField) -> str:
    """Return the id a link to a field leads to: a group of choices is entered at its first."""
    first = next(iter(field.subwidgets), None) if field.name in ("people_answer", "strand", "themes") else None
    return first.id_for_label if first else field.id_for_label


def people_address(submission: Submission) -> str:
    """Return the address of the page about the people in a story, '' as long as there is none."""
    try:
        return reverse("consent:people", args=[submission.organisation.key, submission.pk])  # type: ignore[union-attr]  # at its desk
    except NoReverseMatch:
        return ""


def form_context(
    submission: Submission | None, person: User, form: StoryForm, marks: Mapping[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """Return what the page with the form shows of the form itself; `submission` is `None` before the first save."""
    lines = error_lines(form, problems) if form.is_bound else []
    return {
        "form": form,
        "errors": lines,
        "seen": json.dumps(marks, separators=(",", ":")),
        "seal": seal(person),
        "submission": submission,
        "pictures": picture_rows(submission, form) if submission else [],
        "threads": threads(submission, person) if submission else [],
        "people_address": people_address(submission) if submission else "",
        "words": len(str(form["text"].value() or "").split()),
    }
