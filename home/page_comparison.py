"""Whether two versions of a thing say the same, however it is written down; and who made the last change to one."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Final, Protocol

from django.db.models import Model
from wagtail.models import Revision

from languages.normal_form import JSON, json_form

NOT_CONTENT: Final = frozenset(
    {
        "alias_of",
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "pk",
        "sort_order",
        "url_path",
        "wagtail_admin_comments",
    }
)
"""What a version of a page holds besides what somebody wrote: its place, its state, and what Wagtail counts."""
MOST_LOOKED_AT: Final = 50
"""Versions looked at for who made the last change: nobody saves so often without changing anything."""


class Versioned(Protocol):
    """A page, or another model with revisions."""

    def serializable_data(self) -> dict[str, JSON]:
        """Return what a revision of it holds."""


def content_form(thing: Versioned) -> dict[str, JSON]:
    """Return what somebody wrote in `thing` (a page, or another model with revisions) in its normal form, by field."""
    return _form_of(thing.serializable_data())


def _form_of(data: dict[str, JSON]) -> dict[str, JSON]:
    return {name: _normal(value) for name, value in data.items() if name not in NOT_CONTENT}


def _normal(value: JSON) -> JSON:
    """Return the value of a field in its normal form; rows that belong to the page count by what they hold and their order."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json_form(json.loads(value))
        except ValueError:
            return json_form(value)
    if isinstance(value, list) and value:
        rows = [one for one in value if isinstance(one, dict)]
        keys = [one for one in value if isinstance(one, int)]
        if len(rows) == len(value):
            return [json_form(_form_of(one)) for one in rows]
        ordered: list[JSON] = [*sorted(keys)]
        return ordered if len(keys) == len(value) else json_form(value)
    return json_form(value)


def says_the_same(one: Versioned, other: Versioned) -> bool:
    """Say whether two versions of a thing, both as models, hold the same content."""
    return content_form(one) == content_form(other)


def made_last_change(person_id: int | None, thing: Model) -> bool:
    """Say whether the revision that brought the content `thing` has now is by the person with this id.

    Saving without a change makes nobody the author of another's words, and leaves their author the author.
    """
    revisions = Revision.objects.for_instance(thing).order_by("-created_at", "-pk")
    authors = list(revisions.values_list("pk", "user_id")[:MOST_LOOKED_AT])
    if person_id is None or person_id not in {author for _pk, author in authors}:
        return False
    return _author_of_the_change(authors) == person_id


def _author_of_the_change(authors: list[tuple[int, int | None]]) -> int | None:
    """Return who made the last change, given the revisions with their authors, newest first."""
    content = _content(authors[0][0])
    for (_pk, author), (before, _author) in pairwise(authors):
        earlier = _content(before)
        if earlier != content and _form_of(earlier) != _form_of(content):
            return author
        content = earlier
    return authors[-1][1]


def _content(pk: int) -> dict[str, JSON]:
    content: dict[str, JSON] = Revision.objects.values_list("content", flat=True).get(pk=pk)
    return content
