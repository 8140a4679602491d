"""What an editor sees of one story: its parts with what was said about each, what may endanger somebody, what is missing, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.models import User
from home.models import Picture, PictureRendition, Strand
from languages.configured import language_for
from languages.gate.obstacles import obstacles_to
from languages.models import ApprovedSet
from partners.desk.declared_fields import Text
from partners.desk.placed_pictures import PICTURE_TEXTS
from partners.desk.presence import name_of
from partners.desk.warnings import Warning
from stories.consent.consent_obstacles import people_url
from stories.desk.completeness import warnings
from stories.desk.draft_mapping import pictures_of, read
from stories.desk.picture_uploads import THUMBNAIL
from stories.desk.submission_status import status_of
from stories.models import Part, StoryPage, Submission, SubmissionNote
from stories.moderation.agreements import agreements
from stories.moderation.forms import note_name
from stories.moderation.story_differences import since_last_time, told
from stories.permissions import may_approve, may_ask_changes, may_take_down


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody said."""

    text: str
    by: str
    note: SubmissionNote


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One picture of the story, with what is said of it. `thumbnail` is `None` while it is being made."""

    alt: str
    words: list[tuple[Text, str]]
    thumbnail: PictureRendition | None


@dataclass(slots=True)
class Field:
    """One part of the form: what stands in it, what was said about it, and what the editor types now."""

    part: Part
    name: str
    heading: str | Promise
    value: str
    lines: list[Line]
    typed: str = ""
    pictures: Sequence[PictureLine] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether an answer of the writer is awaited."""
        return any(line.note.is_from_editor and line.note.answered_at is None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that may put somebody at risk, and what the writer says to it; `None` if they have said nothing."""

    warning: Warning
    answer: str | None


def fields(submission: Submission, story: StoryPage, typed: Mapping[str, str]) -> list[Field]:
    """Return the parts of the form in its order, the whole story last."""
    said: dict[str, list[Line]] = {}
    for note in submission.notes.select_related("author"):
        said.setdefault(note.field, []).append(Line(note.text, _by(note), note))
    values = {**told(story), **_answers(submission)}
    order = [*(part for part in Part if part != Part.WHOLE), Part.WHOLE]
    shown = [
        Field(
            part, note_name(part), part.label, values.get(part, ""), said.get(part.value, []), typed.get(part.value, "")
        )
        for part in order
    ]
    for one in shown:
        if one.part == Part.PICTURES:
            one.value, one.pictures = "", list(_pictures(story))
    return shown


def _by(note: SubmissionNote) -> str:
    return name_of(note.author) if note.author else _("An editor") if note.is_from_editor else _("A member")


def _answers(submission: Submission) -> dict[Part, str]:
    """Return what the writer answered beside the words of the story."""
    credits_ = _("Names the organisation") if submission.credits_organisation else _("Does not name the organisation")
    answers = {Part.CREDIT: credits_, Part.TRANSLATION: str(submission.get_translation_display())}
    if submission.strand_left_to_editors:
        answers[Part.STRAND] = _("The editors are asked to choose")
    return answers


def _pictures(story: StoryPage) -> Iterator[PictureLine]:
    placed = pictures_of(story)
    keys = [one.key for one in placed]
    ready = PictureRendition.objects.filter(image_id__in=keys, filter_spec=THUMBNAIL)
    thumbnails = {rendition.image_id: rendition for rendition in ready}
    known = set(Picture.objects.filter(pk__in=keys).values_list("pk", flat=True))
    for one in placed:
        if one.key in known:
            words = [(PICTURE_TEXTS[name].label, text) for name, text in one.words.items() if text]
            yield PictureLine(one.alt, words, thumbnails.get(one.key))


def noticed(submission: Submission, story: StoryPage) -> list[Noticed]:
    """Return what may put somebody at risk in the story as it is now, with the writer's answers."""
    answers = submission.warnings_answered
    found = warnings(read(submission, story))
    return [Noticed(one, answers[one.key].get("answer", "") if one.key in answers else None) for one in found]


def waits_for(page: StoryPage) -> list[str]:
    """Return the names of the languages an approved story waits for."""
    waiting = ApprovedSet.objects.filter(translation_key=page.translation_key).first()
    return [language_for(code).name for code in waiting.waits_for] if waiting else []


def review_context(submission: Submission, person: User, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template of the review shows."""
    page, story = submission.page, submission.story()
    state: TaskState | None = page.current_workflow_task_state
    is_open = state is not None and state.status == TaskState.STATUS_IN_PROGRESS
    return {
        "submission": submission,
        "page": page,
        "story": story,
        "submission_status": status_of(submission),
        "task": state.pk if state and is_open else 0,
        "revision": page.latest_revision_id,
        "fields": fields(submission, story, typed),
        "noticed": noticed(submission, story),
        "people_answer": submission.get_people_answer_display(),
        "people_url": people_url(page),
        "agreement": agreements([page.translation_key])[page.translation_key],
        "obstacles": obstacles_to(story),
        "waits_for": waits_for(page),
        "changes": since_last_time(submission),
        "strands": Strand.objects.order_by("number"),
        "strand": None if submission.strand_left_to_editors else story.strand_id,
        "may_ask": is_open and may_ask_changes(person, page),
        "may_approve": is_open and may_approve(person, page),
        "may_take_down": page.live and may_take_down(person, page),
        "language": language_for(page.original_language),
    }
