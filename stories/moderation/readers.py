"""Whom letters about a story go to."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Revision

from accounts.models import User
from partners.models import Membership, Organisation
from stories.models import StoryPage, Submission


def writers_of(submission: Submission) -> list[User]:
    """Return the members who wrote on a story, or, where none of them is a member any more, the organisation's owners."""
    if submission.organisation_id is None:
        return []
    saved = Revision.objects.page_revisions().filter(object_id=str(submission.page_id))
    wrote = set(saved.exclude(user=None).values_list("user_id", flat=True)) | {submission.author_id}
    members = _members(submission.organisation_id)
    return list(members.filter(pk__in=[pk for pk in wrote if pk])) or _owners(submission.organisation_id)


def owners_of(organisation: Organisation | None) -> list[User]:
    """Return the members who look after the others."""
    return _owners(organisation.pk) if organisation else []


def _members(organisation_id: int) -> QuerySet[User]:
    at = Membership.objects.filter(organisation_id=organisation_id)
    at = at.exclude(organisation__standing=Organisation.Standing.LEFT)
    return User.objects.filter(pk__in=at.values("user")).filter(is_active=True).exclude(email="").order_by("pk")


def _owners(organisation_id: int) -> list[User]:
    return list(
        _members(organisation_id).filter(
            pk__in=Membership.objects.owners().filter(organisation_id=organisation_id).values("user")
        )
    )


def submission_of(story_key: UUID) -> Submission | None:
    """Return the submission a story in any language came by; `None` for one that editors wrote."""
    found = Submission.objects.filter(page__translation_key=story_key).select_related("page", "organisation")
    return found.first()


def readers_of(story_key: UUID) -> list[User]:
    """Return whom to write to about a story in any language: its writers, else the owners of the partner it names."""
    if submission := submission_of(story_key):
        return writers_of(submission)
    page = StoryPage.objects.filter(translation_key=story_key).exclude(organisation=None).first()
    return owners_of(page.organisation) if page else []
