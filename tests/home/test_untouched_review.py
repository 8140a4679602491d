"""A reviewer who opens a page and approves it has changed nothing, however the words were written down before."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.models import StandardPage
from home.page_comparison import says_the_same
from home.permissions import made_last_edit
from tests.factories import let_go_alone
from tests.home.admin_pages import SignIn, act, said
from tests.home.building import Tree, fresh, make_person, make_words, submit
from tests.home.editor_posts import untouched

BODY = (
    "<p>Come <em>in</em> &quot;now&quot; \U0001fae9, <strong>do</strong>.</p>\n"
    '<p><a linktype="page" id="{page}">Here</a> or <a href="https://together.example/?a=1&amp;b=2">there</a>.</p>'
)
KEY = uuid4()
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


@pytest.fixture(autouse=True)
def _languages_go_alone(tree: Tree) -> None:
    """Leave translations out of it."""
    let_go_alone(StandardPage)


@pytest.fixture
def written(tree: Tree, editor: User) -> Page:
    """A page in review whose words were not written in the editor."""
    page = make_words(tree.sections["en"], by=editor)
    page.body = [("text", BODY.format(page=tree.homes["en"].pk))]
    page.save_revision(user=editor)
    submit(page, editor)
    return fresh(page)


def post_untouched(client: Client, page: Any, person: User, **more: str) -> Any:
    data = untouched(page.get_latest_revision_as_object(), person)
    revision = page.latest_revision
    shown = {"loaded_revision_id": str(revision.pk), "loaded_revision_created_at": revision.created_at.isoformat()}
    data.update({**shown, **more})
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_one_moderator_opens_and_approves(written: Page, moderator: User, signed_in: SignIn) -> None:
    response = post_untouched(signed_in("moderator"), written, moderator, **APPROVE)
    assert "somebody else must approve" not in said(response)
    page = fresh(written)
    assert page.live
    assert page.latest_revision_id == written.latest_revision_id, "no version of the reviewer's own was made"


def test_saving_without_a_change_makes_nobody_the_author(written: Page, moderator: User, signed_in: SignIn) -> None:
    post_untouched(signed_in("moderator"), written, moderator)
    page = fresh(written)
    assert page.latest_revision_id != written.latest_revision_id
    assert not made_last_edit(moderator, page)
    assert made_last_edit(make_person("editor"), page)
    act(signed_in("moderator"), page, "approve")
    assert fresh(page).live


def test_nor_does_it_free_the_author(tree: Tree, moderator: User, signed_in: SignIn) -> None:
    page = make_words(tree.sections["en"], by=moderator)
    submit(page, moderator)
    other = make_person("moderator", 2)
    post_untouched(signed_in("moderator", 2), fresh(page), other)
    assert fresh(page).latest_revision.user_id == other.pk
    act(signed_in("moderator"), fresh(page), "approve")
    assert not fresh(page).live
    act(signed_in("moderator", 2), fresh(page), "approve")
    assert fresh(page).live


def test_going_back_to_older_words_is_a_change(written: Page, moderator: User) -> None:
    page = written.specific
    for words in ("Otherwise.", "W."):
        page.summary = words
        page.save_revision(user=moderator)
    assert made_last_edit(moderator, fresh(written))


@pytest.mark.parametrize(
    ("written", "changed"),
    [("now", "then"), ("<em>in</em>", "in"), ('id="{page}"', 'id="1"'), ("a=1", "a=2"), ("</strong>.", "</strong>!")],
)
def test_a_change_of_words_marks_or_links_is_noticed(written: str, changed: str) -> None:
    def page(text: str) -> StandardPage:
        return StandardPage(title="Words", translation_key=KEY, body=[("text", text.format(page=7))])

    assert written in BODY
    assert not says_the_same(page(BODY), page(BODY.replace(written, changed)))
    assert says_the_same(page(BODY), page(BODY.replace("em>", "i>")))
