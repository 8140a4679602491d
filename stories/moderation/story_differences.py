"""What changed in a story between two of its versions, part by part and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from wagtail.models import Revision, TaskState

from home.models import Picture
from languages.translating.word_differences import Part as Words
from languages.translating.word_differences import difference_of_texts
from partners.desk.placed_pictures import PlacedPicture
from partners.models import Membership
from stories.desk.draft_mapping import draft_of
from stories.desk.story_draft import FIELDS
from stories.models import Part, StoryPage, Submission

ENDED: Final = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a story that is not as it was."""

    part: Part
    heading: str | Promise
    words: Sequence[Words]


def told(story: StoryPage) -> dict[Part, str]:
    """Return a version of a story as text, by the parts of the form; what is answered beside it is in no version."""
    draft = draft_of(story)
    shown: dict[Part, list[str]] = {}
    for name, declaration in FIELDS.items():
        if declaration.part:
            shown.setdefault(Part(declaration.part), []).append(declaration.told(getattr(draft, name)))
    shown[Part.PICTURES] = ["\n\n".join(_pictures(draft.pictures))]
    return {part: ", ".join(filter(None, shown[part])) for part in Part if part in shown}


def _pictures(pictures: Sequence[PlacedPicture]) -> Iterator[str]:
    """Yield what stands for each picture: its name and number, so that another one in its place is noticed, and its words."""
    known = Picture.objects.in_bulk([one.key for one in pictures])
    for one in pictures:
        title = known[one.key].title if one.key in known else "?"
        yield "\n".join(filter(None, [f"{title} ({one.key})", *one.words.values()]))


def changes(before: StoryPage, after: StoryPage) -> list[Change]:
    """Return the parts in which two versions differ, in the order of the form."""
    old, new = told(before), told(after)
    return [
        Change(part, part.label, difference_of_texts(old[part], new[part])) for part in new if old[part] != new[part]
    ]


def read_last(submission: Submission) -> Revision | None:
    """Return the version that editors decided about last; `None` if they never have."""
    ended = TaskState.objects.filter(workflow_state__object_id=str(submission.page_id), status__in=ENDED)
    state = ended.exclude(revision=None).select_related("revision").order_by("-finished_at", "-pk").first()
    return state.revision if state else None


def since_last_time(submission: Submission) -> list[Change]:
    """Return what is new since editors decided last, or since the story went live; nothing for a story they see first."""
    page = submission.page
    before = read_last(submission) or page.live_revision
    if before is None or before.pk == page.latest_revision_id:
        return []
    return changes(before.as_object(), submission.story())


def corrections(submission: Submission) -> list[Change]:
    """Return what editors changed in the words since a member last saved them."""
    return list(_corrections(submission))


def _corrections(submission: Submission) -> Iterator[Change]:
    members = Membership.objects.filter(organisation_id=submission.organisation_id or 0).values("user")
    saved = Revision.objects.page_revisions().filter(object_id=str(submission.page_id)).order_by("-created_at", "-pk")
    latest = saved.first()
    own = saved.filter(Q(user__in=members) | Q(user=submission.author_id)).first()
    if latest is not None and own is not None and latest.pk != own.pk:
        yield from changes(own.as_object(), latest.as_object())
