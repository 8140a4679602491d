"""The memory in front of the real site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from wagtail.contrib.redirects.models import Redirect

from delivery.memory.wsgi_layer import PageMemory
from partners.models import JoinPage
from tests.delivery.asking import ask
from tests.delivery.random_editors import Editors, story_of_a_partner
from tests.factories import (
    add_page,
    make_partner_page,
    make_standard_page,
    make_strand,
)
from tests.nightly import chance, rounds

CHANGES = rounds(500, 25)
"""How many changes editors make in the test of random changes; 500 take some minutes."""

Commit = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def django_application() -> Iterator[WSGIHandler]:
    """The site without the memory; the end of a request must not close the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def memory(site_tree, make_memory, django_application, recording, committing) -> PageMemory:
    """The site behind the memory."""
    with committing():
        make_strand()
    return make_memory(django_application)


def test_pages_are_remembered_in_every_language(memory, site_tree):
    story = story_of_a_partner(site_tree)
    make_partner_page(site_tree.directories["en"], story.organisation)
    paths = ["/en/", "/cy/", "/en/stories/", "/cy/stories/", "/en/partners/", "/en/our-work/", "/cy/en/our-work/"]
    paths += [f"/en/stories/{story.slug}/", "/en/stories/feed/", f"/en/embed/stories/{story.slug}/"]
    paths += ["/sitemap.xml", "/sitemap-pages.xml"]
    for path in paths:
        replies = [ask(memory, path=path, HTTP_ACCEPT_ENCODING="br") for _time in range(2)]
        expected = (302, "bypass") if path == "/cy/en/our-work/" else (200, "hit")
        assert (replies[1].status, replies[1].how) == expected, path
        assert "Set-Cookie" not in replies[0].headers
    assert 'lang="cy"' in ask(memory, path="/cy/").body
    assert 'lang="en"' in ask(memory, path="/en/").body


def test_hit_asks_the_database_nothing(memory, django_assert_num_queries):
    ask(memory, path="/en/")
    with django_assert_num_queries(0):
        assert ask(memory, path="/en/").how == "hit"


def test_filter_without_an_unknown_parameter_in_any_link(memory, site_tree):
    story_of_a_partner(site_tree, region="wales")
    body = ask(memory, path="/en/stories/", query="utm_source=mail&place=wales").body
    assert "place=wales" in body
    assert "utm_source" not in body
    assert ask(memory, path="/en/stories/", query="place=wales").how == "hit"


def test_search_is_not_remembered(memory):
    assert [ask(memory, path="/en/search/", query="q=tea").how for _time in range(2)] == ["bypass", "bypass"]


def test_missing_page_is_missing_until_it_is_there(memory, site_tree, committing: Commit):
    assert ask(memory, path="/en/our-work/new/").status == 404
    with committing():
        make_standard_page(site_tree.sections["en"], slug="new")
    assert ask(memory, path="/en/our-work/new/").status == 200


def test_unpublished_page_is_gone_at_once(memory, site_tree, committing: Commit):
    story = story_of_a_partner(site_tree, title="Somebody's secret")
    path = f"/en/stories/{story.slug}/"
    assert "secret" in ask(memory, path=path).body
    assert "secret" in ask(memory, path="/en/stories/").body
    with committing():
        story.unpublish()
    assert ask(memory, path=path).status == 404
    for other in ("/en/stories/", "/en/stories/feed/", "/en/", "/sitemap-pages.xml"):
        assert "secret" not in ask(memory, path=other).body


def test_old_address_leads_to_the_new_one(memory, site_tree, committing: Commit):
    page = make_standard_page(site_tree.sections["en"], slug="new")
    with committing():
        Redirect.objects.create(old_path="/en/our-work/old", redirect_page=page)
        Redirect.objects.create(old_path="/en/our-work/old?id=3", redirect_link="/en/")
    replies = [ask(memory, path="/en/our-work/old/") for _time in range(2)]
    assert [(reply.status, reply.how) for reply in replies] == [(301, "miss"), (301, "hit")]
    assert replies[1].headers["Location"].endswith("/en/our-work/new/")
    assert ask(memory, path="/en/our-work/old/", query="id=3").headers["Location"] == "/en/"


def test_form_on_a_remembered_page_works(memory, site_tree):
    page = add_page(site_tree.sections["en"], JoinPage, title="Join", slug="join")
    path = page.get_url()
    assert [ask(memory, path=path).how for _time in range(2)] == ["miss", "hit"]
    posted = {"HTTP_ORIGIN": "http://testserver", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    reply = ask(memory, path=path, method="POST", **posted)
    assert (reply.status, reply.how) == (200, "bypass")
    assert "no-store" in reply.headers["Cache-Control"]
    assert ask(memory, path=path, method="POST", **{**posted, "HTTP_ORIGIN": "http://evil.example"}).status == 403
    assert ask(memory, path=path, query="done=sent").body != ask(memory, path=path).body


def test_no_page_is_stale_after_any_change(memory, site_tree, django_application, committing: Commit):
    """After each change, every answer is the one Django gives, rendered for the purpose or remembered."""
    editors = Editors(site_tree)
    hows: list[str] = []
    for number in range(CHANGES):
        with committing():
            done = editors.act()
        for path in chance(number).sample(editors.paths(), 3):
            fresh = ask(django_application, path=path)
            for _time in range(2):
                given = ask(memory, path=path)
                assert (given.status, given.body) == (fresh.status, fresh.body), (done, path)
                hows.append(given.how)
    assert hows.count("hit") > CHANGES
