"""Two people changed the same part of a story: both texts side by side, and the writer says which words stand."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partners.desk.interrupted_forms import seal
from partners.desk.merging import Marks, marks
from partners.desk.presence import name_of
from partners.models import Membership
from stories.desk.forms import StoryForm
from stories.desk.responses import signed_in
from stories.desk.saving import Saved
from stories.desk.story_draft import declaration_of
from stories.desk.story_rows import title_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """One part that two people changed: the writer's own words in a field, and what stands there now."""

    field: BoundField
    theirs: str


def show_conflicts(request: HttpRequest, membership: Membership, form: StoryForm, saved: Saved) -> HttpResponse:
    """Show what is in conflict, with status 409; everything else the writer changed has been saved."""
    person = signed_in(request)
    others = StoryForm(draft=saved.draft)
    parts = [Conflict(form[name], _told(others, name)) for name in saved.conflicts if name in form.fields]
    seen = {**saved.marks, **_marks(saved)}
    by = saved.submission.changed_by
    context = {
        "organisation": membership.organisation,
        "submission": saved.submission,
        "title": title_of(saved.submission),
        "conflicts": parts,
        "by": name_of(by) if by and by.pk != person.pk else "",
        "seen": json.dumps(seen, separators=(",", ":")),
        "seal": seal(person),
    }
    return render(request, "desk/conflict.html", context, status=409)


def _marks(saved: Saved) -> Marks:
    """Return the marks of what stands now in the parts that are in conflict: the writer has seen it."""
    now = marks(saved.draft.values(), declaration_of)
    return {name: now[name] for name in saved.conflicts if name in now}


def _told(form: StoryForm, name: str) -> str:
    """Return a value in the words the form would show it in."""
    field = form[name]
    value = field.value()
    chosen = value if isinstance(value, list) else [value]
    names = dict(getattr(form.fields[name], "choices", []))
    return ", ".join(str(names.get(one, one)) for one in chosen)
