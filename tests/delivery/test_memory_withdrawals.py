"""Withdrawn stories and pages kept in memory: gone from every public surface at once, also when the database then goes away."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from delivery.memory.generation import Generation
from delivery.memory.wsgi_layer import PageMemory
from stories.consent.withdrawing import withdraw
from stories.models import Person, StoryPage
from tests.delivery.asking import ask
from tests.factories import SmallSite, make_story, make_strand
from tests.stories.people import make_person, put_into

WITHDRAWALS = int(os.environ.get("WITHDRAWALS", "4"))
"""How many stories are withdrawn, one after the other; 200 take some minutes."""
AT_MOST = 10.0
"""Seconds until no public surface answers with the story (issue: figures to reach)."""

LISTS = ("/en/stories/", "/cy/stories/", "/en/stories/feed/", "/cy/stories/feed/", "/sitemap-pages.xml", "/en/", "/cy/")


@pytest.fixture
def memory(
    site_tree, make_memory, recording, committing, settings: LazySettings, tmp_path: Path
) -> Iterator[PageMemory]:
    """The site behind the memory; the end of a request must not close the connection that the test's transaction is on."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with committing():
        make_strand()
    yield make_memory(WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def story_in_two_languages(site: SmallSite, number: int) -> tuple[StoryPage, Person]:
    name = f"storyofaisha{number}x"
    english = make_story(site.stories["en"], title=name, slug=name)
    make_story(site.stories["cy"], english, title=name, slug=name)
    put_into(english, person := make_person(f"Person {number}"))
    return english, person


def surfaces(name: str) -> list[str]:
    own = [f"/{code}/{kind}/{name}/" for code in ("en", "cy") for kind in ("stories", "embed/stories")]
    return [*own, *LISTS]


def showing(memory: PageMemory, name: str) -> list[str]:
    """Return the surfaces on which a story can be seen."""
    return [path for path in surfaces(name) if name in (reply := ask(memory, path)).body and reply.status == 200]


def test_withdrawn_stories_leave_every_surface(site_tree, memory: PageMemory, committing, shared: Generation) -> None:
    slowest = 0.0
    for number in range(WITHDRAWALS):
        with committing():
            story, person = story_in_two_languages(site_tree, number)
        assert len(showing(memory, story.slug)) >= 8
        assert ask(memory, f"/en/stories/{story.slug}/").how == "hit"
        began = time.monotonic()
        with committing():
            withdraw(story.translation_key, by="person", person=person)
        assert showing(memory, story.slug) == []
        slowest = max(slowest, time.monotonic() - began)
        assert ask(memory, f"/cy/stories/{story.slug}/").status == 410
    print(
        f"{WITHDRAWALS} withdrawals, slowest {slowest:.2f} s until erased and gone from {len(surfaces('x'))} surfaces"
    )
    assert slowest < AT_MOST


def test_withdrawn_story_does_not_stand_in_while_the_database_is_away(
    site_tree, memory: PageMemory, committing, shared: Generation
) -> None:
    with committing():
        story, person = story_in_two_languages(site_tree, 0)
    assert showing(memory, story.slug)
    with committing():
        withdraw(story.translation_key, by="person", person=person)
    shared.lose()
    for path in surfaces(story.slug):
        reply = ask(memory, path)
        assert reply.status == 503
        assert story.slug not in reply.body.replace(path, "")
