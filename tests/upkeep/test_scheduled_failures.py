"""What cannot be done on its date: it stops nothing else, is tried ever later, then set aside, and is seen by those who can mend it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from tests.home.building import Tree, build_tree, make_person, make_story
from upkeep.management.commands import run_scheduled
from upkeep.models import Heartbeat, ScheduledFailure
from upkeep.outbox.backoff import MAX_ATTEMPTS
from upkeep.scheduled import run_due

PAST = timezone.now() - timedelta(hours=1)
HEALTH = reverse("health:index")


@pytest.fixture
def tree(db: None) -> Tree:
    """A site in English and Welsh."""
    return build_tree("en", "cy")


def due_story(tree: Tree, title: str) -> Page:
    """Make a story whose publication is due since an hour."""
    story = make_story(tree.stories["en"], title)
    story.go_live_at = PAST
    Revision.objects.filter(pk=story.save_revision(clean=False).pk).update(approved_go_live_at=PAST)
    return story


def expired_story(tree: Tree, title: str) -> Page:
    """Make a live story that should have been taken down an hour ago."""
    story = make_story(tree.stories["en"], title, live=True)
    Page.objects.filter(pk=story.pk).update(expire_at=PAST)
    return story


def unreadable(revision: Revision) -> None:
    broken = {"pk": revision.object_id, "body": {"no": "list"}, "first_published_at": "the day before"}
    Revision.objects.filter(pk=revision.pk).update(content=broken)


def of_a_gone_kind(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(content=[])


def run(now: Any = None) -> list[dict[str, str]]:
    return [outcome.facts() for outcome in run_due(now or timezone.now())]


def command() -> list[dict[str, str]]:
    """Run the scheduler once; return the lines it printed."""
    out = StringIO()
    call_command("run_scheduled", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_expiry_is_told_in_a_line_machines_can_read(tree: Tree) -> None:
    story = expired_story(tree, "Soup")
    lines = [line for line in command() if line["event"] == "unpublished"]
    assert [(line["thing"], line["key"]) for line in lines] == [("Story", str(story.pk))]


@pytest.mark.parametrize("poison", [unreadable, of_a_gone_kind])
def test_versions_that_cannot_be_read_stop_nothing_else(tree: Tree, poison: Callable[[Revision], None]) -> None:
    for number in range(5):
        poison(due_story(tree, f"Poisoned {number}").latest_revision)
    well, old = due_story(tree, "Bread"), expired_story(tree, "Soup")
    command()
    assert Page.objects.get(pk=well.pk).live
    assert not Page.objects.get(pk=old.pk).live
    assert ScheduledFailure.objects.filter(act="publish", failures=1).count() == 5
    assert set(ScheduledFailure.objects.values_list("title", flat=True)) == {f"Poisoned {n}" for n in range(5)}


def test_it_is_tried_ever_later_then_set_aside(tree: Tree) -> None:
    unreadable(due_story(tree, "Poisoned").latest_revision)
    now, waits = timezone.now(), []
    for _attempt in range(MAX_ATTEMPTS):
        assert [outcome["event"] for outcome in run(now)] == ["failed"]
        assert run(now) == [], "not again before its time"
        failure = ScheduledFailure.objects.get()
        ScheduledFailure.objects.filter(pk=failure.pk, next_try__isnull=False).update(next_try=now)
        waits.append(failure.next_try)
    assert waits[-1] is None
    assert sorted(filter(None, waits)) == list(filter(None, waits))
    assert run(now + timedelta(days=30)) == []


def test_what_succeeds_at_last_is_forgotten(tree: Tree) -> None:
    story = due_story(tree, "Bread")
    revision = story.latest_revision
    ScheduledFailure.objects.create(act="publish", row=revision.pk, failures=2, next_try=PAST)
    assert [outcome["event"] for outcome in run()] == ["published"]
    assert not ScheduledFailure.objects.exists()


def test_what_somebody_mends_and_publishes_is_forgotten(tree: Tree) -> None:
    story = due_story(tree, "Poisoned")
    unreadable(story.latest_revision)
    assert [outcome["event"] for outcome in run()] == ["failed"]
    story.go_live_at = None
    story.save_revision(clean=False).publish(skip_permission_checks=True)
    run()
    assert not ScheduledFailure.objects.exists()


def test_a_part_that_fails_leaves_the_others(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def fail(*args: Any) -> Any:
        raise RuntimeError("it broke")

    monkeypatch.setattr(run_scheduled, "run_due", fail)
    monkeypatch.setattr(run_scheduled, "forget_finished", lambda now: done.append("forgotten"))
    out = StringIO()
    with pytest.raises(CommandError, match="scheduled"):
        call_command("run_scheduled", stdout=out)
    assert done == ["forgotten"]
    assert json.loads(out.getvalue().splitlines()[0])["error"] == "RuntimeError: it broke"
    assert Heartbeat.objects.get(pk="scheduler").done_at


def test_operators_get_one_letter_a_day_for_each_thing(tree: Tree, settings: Any) -> None:
    settings.ADMINS = [("Operator", "operator@together.example")]
    unreadable(due_story(tree, "Poisoned").latest_revision)
    command()
    command()  # carries out what the first turn posted at its end
    first = sorted(letter.subject for letter in mail.outbox)
    assert any("Publication on a date" in subject for subject in first)
    assert len(set(first)) == len(first)
    command()
    assert sorted(letter.subject for letter in mail.outbox) == first
    assert {address for letter in mail.outbox for address in letter.to} == {"operator@together.example"}


def test_without_an_address_nobody_is_written_to(tree: Tree) -> None:
    command()
    assert mail.outbox == []


def test_a_sign_of_life_is_given_where_it_is_wanted(tree: Tree, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(url: str, timeout: float) -> Any:
        asked.append((url, timeout))
        raise OSError("nobody there")

    monkeypatch.setattr("upkeep.health.operator_notices.urllib.request.urlopen", refuse)
    command()
    assert asked == []
    settings.HEALTHCHECK_URL = "https://watch.example/7"
    command()
    assert asked == [("https://watch.example/7", 5.0)]


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("moderator", 302), ("editor", 302), ("translator", 302)]
)
def test_who_sees_the_page_of_health(tree: Tree, role: str, status: int) -> None:
    client = Client()
    client.force_login(make_person(role))
    assert client.get(HEALTH).status_code == status


@pytest.mark.parametrize(("language", "heading"), [("en", "Health"), ("cy", "Iechyd")])
def test_the_page_shows_what_failed_and_tries_it_again(tree: Tree, language: str, heading: str) -> None:
    story = due_story(tree, "Bara <b>brith</b>")
    failure = ScheduledFailure.objects.create(
        act="publish", row=story.latest_revision.pk, title=story.title, failures=8
    )
    person = make_person("administrator")
    client = Client()
    client.force_login(person)
    response = client.get(HEALTH, headers={"accept-language": language})
    shown = response.content.decode()
    assert str(response.context["breadcrumbs_items"][-1]["label"]) == heading
    assert "Bara &lt;b&gt;brith&lt;/b&gt;" in shown
    assert client.post(HEALTH, {"failure": failure.pk}).status_code == 302
    assert [outcome["event"] for outcome in run()] == ["published"]
    assert client.post(HEALTH, {"failure": "9" * 40}).status_code == 404


def test_nobody_else_tries_it_again(tree: Tree) -> None:
    failure = ScheduledFailure.objects.create(act="publish", row=7, failures=8)
    client = Client()
    client.force_login(make_person("moderator"))
    client.post(HEALTH, {"failure": failure.pk})
    assert ScheduledFailure.objects.filter(pk=failure.pk).exists()
