"""What the editor saves by itself gets in nobody's way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.admin.page_views import ReviewedEditView
from tests.home.building import Tree, fresh, make_story, make_words, submit

SignIn = Callable[..., Client]


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_post_reads_the_page_inside_its_transaction(
    tree: Tree, editor: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a save that read the page before it was published writes the draft back afterwards."""
    page = make_words(tree.sections["en"], by=editor)
    client, read = signed_in("superuser"), ReviewedEditView.get_object
    depths: list[int] = []

    def watched(view: ReviewedEditView) -> Any:
        depths.append(len(connection.savepoint_ids))
        return read(view)

    monkeypatch.setattr(ReviewedEditView, "get_object", watched)
    client.get(edit_url(page))
    client.post(edit_url(page), {"body-count": "0"})
    assert depths[1] > depths[0]


@pytest.mark.parametrize("in_review", [False, True])
def test_the_editor_saves_by_itself_until_the_review(
    in_review: bool, tree: Tree, editor: User, signed_in: SignIn
) -> None:
    """A reviewer who only looks must not become the one who edited last."""
    page = make_words(tree.sections["en"], by=editor)
    if in_review:
        submit(page, editor)
    shown = signed_in("moderator").get(edit_url(page))
    assert shown.context["autosave_enabled"] is not in_review


def test_no_field_waits_for_a_hidden_twin(tree: Tree, signed_in: SignIn) -> None:
    """The date of a story is filled in by a function; Django would take that for a change by whoever looks at it."""
    story = fresh(make_story(tree.stories["en"]))
    form = signed_in("superuser").get(edit_url(story)).context["form"]
    assert not [name for name, field in form.fields.items() if field.show_hidden_initial]
