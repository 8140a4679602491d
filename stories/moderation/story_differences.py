"""What changed in a story between two of its versions, part by part and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.utils.functional import Promise
from wagtail.models import Revision, TaskState

from home.models import Picture, Strand, Theme
from home.regions import Region
from languages.configured import language_for
from languages.translating.word_differences import Part as Words
from languages.translating.word_differences import difference_of_texts
from partners.desk.body_markdown import text_of
from partners.models import Membership
from stories.desk.story_values import NO_TITLE, blocks_of, pictures_of
from stories.models import Part, StoryPage, Submission

ENDED: Final = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a story that is not as it was."""

    part: Part
    heading: str | Promise
    words: Sequence[Words]


def told(story: StoryPage) -> dict[Part, str]:
    """Return a version of a story as text, by the parts of the form."""
    return {
        Part.TITLE: "" if story.title == NO_TITLE else story.title,
        Part.TEXT: text_of(blocks_of(story)),
        Part.PLACE: ", ".join(filter(None, [story.locality, _region(story.region)])),
        Part.STRAND: ", ".join([_name(Strand, story.strand_id), *sorted(theme.name for theme in _themes(story))]),
        Part.LANGUAGE: language_for(story.original_language).name,
        Part.PICTURES: "\n\n".join(_pictures(story)),
        Part.PEOPLE: story.people,
    }


def _pictures(story: StoryPage) -> Iterator[str]:
    """Yield what stands for each picture: its name and number, so that another one in its place is noticed, and its words."""
    placed = pictures_of(story)
    known = Picture.objects.in_bulk([one.picture for one in placed])
    for one in placed:
        title = known[one.picture].title if one.picture in known else "?"
        yield "\n".join(filter(None, [f"{title} ({one.picture})", one.alt, one.caption]))


def _region(value: str) -> str:
    return str(Region(value).label) if value in Region.values else ""


def _name(model: type[Any], pk: int | None) -> str:
    thing = model.objects.filter(pk=pk).first()
    return str(thing.name) if thing else ""


def _themes(story: StoryPage) -> list[Theme]:
    return list(story.themes.all())


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
