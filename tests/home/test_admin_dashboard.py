"""The dashboard says what waits and for whom, what lacks words, and what went live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home.admin.alternatives import lacking_alternatives, lacks_alternative
from home.admin.dashboard import PANELS
from home.models import HomePage, Picture
from tests.home.admin_pages import SignIn, dashboard
from tests.home.building import Tree, fresh, make_person, make_story, make_words, submit


def panel(shown: str, name: str) -> str:
    """Return the HTML of a panel of the dashboard; empty when it is not shown."""
    parts = shown.split(f'id="{name}-section"')
    return parts[1].split("</section>")[0] if len(parts) > 1 else ""


def test_the_dashboard_says_what_waits_and_for_whom(tree: Tree, signed_in: SignIn) -> None:
    editor = make_person("editor")
    page = make_words(tree.sections["en"], title="Waiting words", by=editor)
    submit(page, editor)
    for role in ("superuser", "administrator", "moderator", "editor"):
        assert "Waiting words" in panel(dashboard(signed_in(role)), "waiting-for-review")
    assert "Waiting words" not in panel(dashboard(signed_in("editor", 2)), "waiting-for-review")


def test_the_dashboard_marks_what_one_may_not_approve_oneself(tree: Tree, signed_in: SignIn) -> None:
    moderator = make_person("moderator")
    submit(make_words(tree.sections["en"], by=moderator), moderator)
    assert "somebody else approves it" in panel(dashboard(signed_in("moderator")), "waiting-for-review")
    assert "somebody else approves it" not in panel(dashboard(signed_in("moderator", 2)), "waiting-for-review")


def test_the_dashboard_gives_back_what_needs_changes_with_the_reviewers_words(tree: Tree, signed_in: SignIn) -> None:
    editor, moderator = make_person("editor"), make_person("moderator")
    page = make_words(tree.sections["en"], by=editor)
    submit(page, editor)
    state = fresh(page).current_workflow_task_state
    state.task.specific.on_action(state, moderator, "reject", comment="Who is Ada?")
    assert "Who is Ada?" in panel(dashboard(signed_in("editor")), "over-to-you")
    assert panel(dashboard(signed_in("editor", 2)), "over-to-you") == ""


def test_the_dashboard_finds_pictures_without_words_in_fields_and_in_drafts(
    tree: Tree, picture: Picture, signed_in: SignIn
) -> None:
    make_story(tree.stories["en"], title="Silent lead", picture=picture)
    make_story(tree.stories["en"], title="Spoken lead", picture=picture, picture_alt="A lamp.")
    make_story(tree.stories["en"], title="Decoration", picture=picture, picture_decorative=True)
    picture.contextual_alt_text, picture.decorative = "", False
    silent_body = make_story(tree.stories["en"], title="Silent body", live=True)
    silent_body.body = [("picture", {"picture": picture, "caption": ""})]
    silent_body.save_revision(clean=False)
    shown = panel(dashboard(signed_in("editor")), "missing-alternatives")
    assert "Silent lead" in shown
    assert "Silent body" in shown
    assert "Spoken lead" not in shown
    assert "Decoration" not in shown


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        ({"picture": 1, "picture_alt": ""}, True),
        ({"picture": 1, "picture_alt": "A lamp."}, False),
        ({"picture": 1, "picture_alt": "", "picture_decorative": True}, False),
        ({"picture": None, "picture_alt": ""}, False),
        ({"hero_picture": 1, "hero_alt": ""}, True),
        ({"body": '[{"value": {"picture": {"image": 1, "alt_text": "", "decorative": false}}}]'}, True),
        ({"body": '[{"value": {"picture": {"image": 1, "alt_text": "", "decorative": true}}}]'}, False),
        ({"body": '[{"value": {"picture": {"image": null, "alt_text": "", "decorative": false}}}]'}, False),
        ({"body": '[{"value": [{"portrait": {"image": 1, "alt_text": null}}]}]'}, True),
    ],
)
def test_what_counts_as_a_picture_without_words(content: dict[str, Any], lacks: bool) -> None:
    assert lacks_alternative(content) is lacks


def test_home_pages_are_looked_at_too(tree: Tree, picture: Picture) -> None:
    HomePage.objects.filter(pk=tree.homes["en"].pk).update(hero_picture=picture)
    assert lacking_alternatives(Page.objects.all(), 5) == [tree.homes["en"].page_ptr]


def test_the_dashboard_remembers_drafts_nobody_touched(tree: Tree, signed_in: SignIn) -> None:
    old, new = make_words(tree.sections["en"], "Old words"), make_words(tree.sections["en"], "New words")
    Page.objects.filter(pk=old.pk).update(latest_revision_created_at=timezone.now() - timedelta(days=31))
    shown = panel(dashboard(signed_in("editor")), "forgotten-drafts")
    assert "Old words" in shown
    assert new.title not in shown


def test_the_dashboard_shows_what_went_live(tree: Tree, signed_in: SignIn) -> None:
    make_story(tree.stories["en"], title="Soup is on", live=True)
    assert "Soup is on" in panel(dashboard(signed_in("editor")), "recently-published")
    assert panel(dashboard(signed_in("translator")), "recently-published").count("Soup is on") == 0


def _fill(tree: Tree, number: int, picture: Picture) -> None:
    editor = make_person("editor")
    for count in range(number):
        make_story(tree.stories["en"], title=f"Live {number} {count}", live=True)
        make_story(tree.stories["en"], title=f"Silent {number} {count}", picture=picture, by=editor)
        page = make_words(tree.sections["en"], f"Review {number} {count}", by=editor)
        submit(page, editor)
        old = make_words(tree.sections["en"], f"Old {number} {count}", by=editor)
        Page.objects.filter(pk=old.pk).update(latest_revision_created_at=timezone.now() - timedelta(days=31))


def _queries_of(role: str) -> dict[str, int]:
    person, counted = make_person(role), {}
    for kind in PANELS:
        request = type("Request", (), {"user": type(person).objects.get(pk=person.pk)})()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            kind(request).rows()
        counted[kind.name] = len(queries)
    return counted


@pytest.mark.parametrize("role", ["superuser", "moderator", "editor"])
def test_the_dashboard_asks_the_same_few_questions_however_much_there_is(
    role: str, tree: Tree, picture: Picture
) -> None:
    _fill(tree, 1, picture)
    few = _queries_of(role)
    _fill(tree, 5, picture)
    assert _queries_of(role) == few
    assert max(few.values()) <= 4  # the person's rights, then at most three
