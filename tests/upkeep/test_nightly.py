"""What is done once a night."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from tests.factories import SmallSite, make_story
from upkeep.models import Effect
from upkeep.nightly import TreeError, analyze, check_trees, forget_sessions, nightly_kinds, post_nightly, update_index

SUMMER_NIGHT = datetime(2026, 7, 1, 2, 30, tzinfo=UTC)
"""Half past three in London."""


def posted() -> list[str]:
    return list(Effect.objects.order_by("kind").values_list("kind", flat=True))


def test_each_is_posted_once_a_night(db: None) -> None:
    for minutes in (0, 1, 60):
        post_nightly(SUMMER_NIGHT + timedelta(minutes=minutes))
    assert posted() == sorted(nightly_kinds())
    post_nightly(SUMMER_NIGHT + timedelta(days=1))
    assert posted() == sorted(nightly_kinds() * 2)


def test_hour_is_that_of_the_site(db: None) -> None:
    post_nightly(SUMMER_NIGHT - timedelta(hours=1))
    assert posted() == []
    post_nightly(datetime(2026, 12, 1, 2, 30, tzinfo=UTC))  # in winter London's clock is the same as this one
    assert posted() == []


def test_a_night_that_was_missed_is_done_by_day(db: None) -> None:
    post_nightly(SUMMER_NIGHT + timedelta(hours=9))
    assert posted() == sorted(nightly_kinds())


def test_all_is_done_by_the_worker(site_tree: SmallSite, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        post_nightly(SUMMER_NIGHT)
    assert set(Effect.objects.values_list("state", "error")) == {("done", "")}


@pytest.mark.parametrize("wanted", [True, False])
def test_runner_posts_it_where_it_is_wanted(db: None, settings, wanted: bool) -> None:
    settings.NIGHTLY_UPKEEP = wanted
    with patch("upkeep.management.commands.run_scheduled.post_nightly") as asked:
        call_command("run_scheduled")
    assert asked.called is wanted


def test_analyze_is_asked_of_the_database(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        analyze({})
    assert queries.captured_queries[0]["sql"] == "ANALYZE"


def test_index_is_made_again(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"], title="Accordion")
    type(story).objects.filter(pk=story.pk).update(title="Harmonium")
    update_index({})
    assert [page.pk for page in Page.objects.search("Harmonium")] == [story.pk]


def test_sound_trees_are_passed(site_tree: SmallSite) -> None:
    check_trees({})


def test_damaged_tree_is_told(site_tree: SmallSite, caplog: pytest.LogCaptureFixture) -> None:
    home = site_tree.homes["en"]
    Page.objects.filter(pk=home.pk).update(numchild=99)
    with caplog.at_level(logging.ERROR), pytest.raises(TreeError, match=f"wrong number of children: {home.pk}"):
        check_trees({})
    assert "fixtree" in caplog.text


def test_ended_sessions_are_forgotten(db: None) -> None:
    now = timezone.now()
    for key, hours in (("ended", -1), ("running", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
    forget_sessions({})
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]
