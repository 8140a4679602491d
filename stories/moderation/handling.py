"""Who has a story in hand."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from accounts.models import User
from stories.models import Handling, Submission


def handling_of(submission: Submission) -> Handling:
    """Return how a submission is dealt with; made the first time somebody asks."""
    return Handling.objects.get_or_create(submission=submission)[0]


def colleagues() -> QuerySet[User]:
    """Return everybody who may moderate, by name."""
    right = Permission.objects.filter(content_type__app_label="stories", codename="view_submission")
    may = Q(is_superuser=True) | Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(may, is_active=True).distinct().order_by("first_name", "last_name", "username")


def assign(submission: Submission, colleague: User | None) -> None:
    """Note that `colleague` has a story in hand, or nobody."""
    Handling.objects.update_or_create(submission=submission, defaults={"assignee": colleague})
