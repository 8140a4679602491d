"""Everything there is to work on in one translation: found, permitted, laid out; and who else is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, Revision

from languages.models import RevisionText
from languages.state import source_of
from languages.translating.engine_records import records_of
from languages.translating.overridable_values import own_choices
from languages.translating.sources import Original, original_at
from languages.translating.worksheet import Worksheet, lay_out

PRESENT_FOR = timedelta(minutes=15)  # how long somebody who opened the worksheet is taken to be at work on it


class NoOriginalError(Exception):
    """The page is an original itself, or its original has been deleted."""


@dataclass(frozen=True, slots=True)
class Job:
    """A translation (`page`, as the database has it) and its original."""

    page: Page
    original: Original

    def worksheet(self, revision_id: int | None = None) -> Worksheet:
        """Return the worksheet of the latest draft, or of the draft with this id."""
        target = _as_of(self.page, revision_id)
        records = records_of(self.page.translation_key, self.page.locale_id)
        own = own_choices(self.page.translation_key, self.page.locale_id)
        return lay_out(self.original.page, target, records, own, made_from(self.page))


def _as_of(page: Page, revision_id: int | None) -> Page:
    if revision_id:
        return Revision.page_revisions.get(pk=revision_id, object_id=str(page.pk)).as_object()
    return page.get_latest_revision_as_object()


def made_from(page: Page) -> Page | None:
    """Return the original as the latest draft of `page` was last made from it, `None` if nobody has said."""
    said = RevisionText.objects.filter(page_id=page.pk).select_related("source_revision").order_by("pk").last()
    return said.source_revision.as_object() if said and said.source_revision else None


def job_of(page: Page, revision_id: int | None = None) -> Job:
    """Return the job of a translation, from the revision of the original to translate, or the one with this id.

    Raises `NoOriginalError` where there is nothing to translate from, `Revision.DoesNotExist` where that revision is gone.
    """
    source = source_of(page)
    if source is None:
        raise NoOriginalError
    wanted = source.revision_id if revision_id is None else revision_id
    return Job(page, original_at(source.page, wanted or 0))


def note_presence(person: Any, page: Page) -> None:
    """Note that somebody has the translation before them, as the page editor does."""
    place = {"content_type": ContentType.objects.get_for_model(page), "object_id": str(page.pk)}
    EditingSession.cleanup()
    EditingSession.objects.update_or_create(user=person, **place, defaults={"last_seen_at": timezone.now()})


def others_present(person: Any, page: Page) -> list[EditingSession]:
    """Return the sessions of other people who have the page before them, latest first; one a person."""
    kinds = ContentType.objects.get_for_models(type(page), Page, for_concrete_models=False).values()
    sessions = EditingSession.objects.filter(
        content_type__in=kinds, object_id=str(page.pk), last_seen_at__gte=timezone.now() - PRESENT_FOR
    )
    found: dict[int, EditingSession] = {}
    for session in sessions.exclude(user=person).select_related("user").order_by("-last_seen_at"):
        found.setdefault(session.user_id, session)
    return list(found.values())
